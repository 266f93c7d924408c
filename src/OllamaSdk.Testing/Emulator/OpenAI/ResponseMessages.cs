using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>Reads the <c>instructions</c> and the <c>input</c> of a request to the Responses API as messages.</summary>
internal sealed class ResponseMessages
{
    private readonly List<NativeMessage> _messages = [];
    private readonly Dictionary<string, string> _toolNames = new(StringComparer.Ordinal);
    private readonly List<MessageToolCall> _calls = [];
    private string _thinking = "";

    private ResponseMessages(RequestBody request)
    {
        if (request.Text("instructions") is { Length: > 0 } instructions)
        {
            _messages.Add(new NativeMessage("system", instructions));
        }

        switch (request.Find("input"))
        {
            case { ValueKind: JsonValueKind.String } text:
                _messages.Add(new NativeMessage("user", text.GetString()!));
                break;
            case { ValueKind: JsonValueKind.Array } items:
                var count = items.GetArrayLength();
                for (var i = 0; i < count; i++)
                {
                    Add(items[i], isLast: i == count - 1);
                }

                EndCalls();
                break;
            default:
                throw RefusalException.BadRequest("input must be a string or array");
        }
    }

    public static IReadOnlyList<NativeMessage> Read(RequestBody request) => new ResponseMessages(request)._messages;

    private void Add(JsonElement item, bool isLast)
    {
        var type = Text(item, "type");
        if (type != "function_call")
        {
            EndCalls();
        }

        switch (type)
        {
            case "message" or "" when Text(item, "role").Length > 0:
                AddMessage(item);
                break;
            case "function_call":
                _toolNames[Text(item, "call_id")] = Text(item, "name");
                _calls.Add(new MessageToolCall(Text(item, "call_id"), Text(item, "name"), Text(item, "arguments")));
                break;
            case "function_call_output":
                var callId = Text(item, "call_id");
                var output = Content(RequestBody.Find(item, "output"), []);
                _messages.Add(new NativeMessage("tool", output) { ToolCallId = callId, ToolName = _toolNames.GetValueOrDefault(callId, "") });
                break;
            case "reasoning":
                _thinking = Text(item, "encrypted_content");
                break;
            case "compaction":
                _messages.Add(new NativeMessage("system", Text(item, "encrypted_content")));
                break;
            case "web_search_call":
            case "compaction_trigger" when isLast:
                break;
            default:
                throw RefusalException.BadRequest($"unknown item type: {type}");
        }
    }

    private void AddMessage(JsonElement item)
    {
        var images = new List<string>();
        var (role, content) = (Text(item, "role"), Content(RequestBody.Find(item, "content"), images));
        var message = new NativeMessage(role, content) { Images = images };
        _messages.Add(role == "assistant" ? message with { Thinking = TakeThinking() } : message);
    }

    // Calls that stand in a row were made by one answer.
    private void EndCalls()
    {
        if (_calls.Count > 0)
        {
            _messages.Add(new NativeMessage("assistant", "") { Thinking = TakeThinking(), ToolCalls = [.. _calls] });
            _calls.Clear();
        }
    }

    private string TakeThinking()
    {
        var thinking = _thinking;
        _thinking = "";
        return thinking;
    }

    private static string Content(JsonElement? content, List<string> images) => content switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Join('\n', parts.EnumerateArray().Select(part => Part(part, images)).Where(text => text.Length > 0)),
        _ => "",
    };

    private static string Part(JsonElement part, List<string> images)
    {
        switch (Text(part, "type"))
        {
            case "input_text" or "output_text":
                return Text(part, "text");
            case "input_image":
                images.Add(MessageWriter.Image(Text(part, "image_url")));
                return "";
            case "input_file":
                throw RefusalException.BadRequest("file inputs are not currently supported");
            case var type:
                throw RefusalException.BadRequest($"unknown content type: {type}");
        }
    }

    private static string Text(JsonElement owner, string name) => owner.ValueKind == JsonValueKind.Object
        && RequestBody.Find(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
