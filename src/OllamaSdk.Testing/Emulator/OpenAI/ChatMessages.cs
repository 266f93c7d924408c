using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>Reads the <c>messages</c> of a chat request.</summary>
internal static class ChatMessages
{
    public static IReadOnlyList<NativeMessage> Read(RequestBody request)
    {
        var messages = request.List("messages", "[]openai.Message");
        if (messages.Count == 0)
        {
            throw RefusalException.BadRequest("[] is too short - 'messages'");
        }

        var toolNames = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. messages.Select(message => Read(request, message, toolNames))];
    }

    // The real server makes a message of each part; here they stay one, so that the question is found whole.
    private static NativeMessage Read(RequestBody request, JsonElement message, Dictionary<string, string> toolNames)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw RefusalException.BadRequest("json: cannot unmarshal value into Go struct field ChatCompletionRequest.messages of type openai.Message");
        }

        var calls = Calls(request, message);
        foreach (var call in calls)
        {
            toolNames[call.Id] = call.Name;
        }

        var images = new List<string>();
        var callId = request.Text(message, "tool_call_id", "messages.tool_call_id");
        var name = request.Text(message, "name", "messages.name");
        var role = request.Text(message, "role", "messages.role");
        return new NativeMessage(role, Content(RequestBody.Find(message, "content"), calls.Count > 0, images))
        {
            Thinking = request.Text(message, "reasoning", "messages.reasoning"),
            ToolCallId = callId,
            ToolName = !role.Equals("tool", StringComparison.OrdinalIgnoreCase) ? "" : name.Length > 0 ? name : toolNames.GetValueOrDefault(callId, ""),
            Images = images,
            ToolCalls = calls,
        };
    }

    private static string Content(JsonElement? content, bool hasCalls, List<string> images) => content switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Join('\n', parts.EnumerateArray().Select(part => Part(part, images)).Where(text => text.Length > 0)),
        null when hasCalls => "",
        _ => throw RefusalException.BadRequest($"invalid message content type: {GoType(content)}"),
    };

    private static string Part(JsonElement part, List<string> images)
    {
        switch (Find(part, "type")?.ToString())
        {
            case "text" when Find(part, "text") is { ValueKind: JsonValueKind.String } text:
                return text.GetString()!;
            case "image_url":
                images.Add(MessageWriter.Image((Find(part, "image_url", "url") ?? Find(part, "image_url"))?.ToString() ?? ""));
                return "";
            case "input_audio" when Find(part, "input_audio", "data") is { ValueKind: JsonValueKind.String } audio:
                images.Add(audio.GetString()!);
                return "";
            default:
                throw RefusalException.BadRequest("invalid message format");
        }
    }

    private static IReadOnlyList<MessageToolCall> Calls(RequestBody request, JsonElement message) =>
        RequestBody.Find(message, "tool_calls") is not { ValueKind: JsonValueKind.Array } calls ? [] :
        [
            .. calls.EnumerateArray().Select(call => new MessageToolCall(
                Find(call, "id")?.ToString() ?? "",
                Find(call, "function", "name")?.ToString() ?? "",
                Find(call, "function") is { ValueKind: JsonValueKind.Object } function
                    ? request.Text(function, "arguments", "messages.tool_calls.function.arguments")
                    : "")),
        ];

    private static JsonElement? Find(JsonElement? owner, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            owner = owner is { ValueKind: JsonValueKind.Object } present ? RequestBody.Find(present, name) : null;
        }

        return owner;
    }

    private static string GoType(JsonElement? value) => value?.ValueKind switch
    {
        null => "<nil>",
        JsonValueKind.Number => "float64",
        JsonValueKind.Object => "map[string]interface {}",
        _ => "bool",
    };
}
