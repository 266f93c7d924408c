using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Reading;

namespace OllamaSdk.Testing.Emulator.Routes;

internal sealed class ChatRoute(EmulatedServer server) : GenerationRoute(server, "/api/chat")
{
    protected override string RequestType => "ChatRequest";

    protected override Prompt ReadPrompt(RequestBody request)
    {
        var messages = request.List("messages", "[]api.Message");
        var tools = request.List("tools", "api.Tools");
        return new Prompt([.. messages.Select(message => MessageReader.Read(request, message))])
        {
            IsEmpty = messages.Count == 0,
            Tools = OfferedTool.Read(tools),
            ToolTexts = [.. tools.Select(tool => tool.GetRawText())],
        };
    }

    protected override Prompt WithOwnMessages(Prompt prompt, EmulatedModel model) => prompt with
    {
        Messages = prompt.Messages[0].Role == "system" ? [.. MessageReader.Own(model), .. prompt.Messages] : [.. MessageReader.System(model), .. MessageReader.Own(model), .. prompt.Messages],
    };

    protected override EmulatedModel FindModel(string name) => ModelName.TryNormalize(name) is null
        ? throw RefusalException.BadRequest("model is required")
        : Server.Get(name);

    protected override void CheckCapabilities(string name, EmulatedModel model, RequestBody request)
    {
        if (!model.Can(ModelCapability.Completion))
        {
            throw RefusalException.BadRequest($"\"{name}\" does not support chat");
        }

        if (request.List("tools", "api.Tools").Count > 0 && !model.Can(ModelCapability.Tools))
        {
            throw RefusalException.BadRequest($"{ModelName.Full(model)} does not support tools");
        }
    }

    protected override AnswerShape ShapeOf(RequestBody request, string name, Logprobs? logprobs) => new ChatShape(name, logprobs, Server.Is040);

    private sealed class ChatShape(string model, Logprobs? logprobs, bool withCached) : AnswerShape(model, logprobs, withCached)
    {
        private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
        private static readonly JsonEncodedText Role = JsonEncodedText.Encode("role");
        private static readonly JsonEncodedText Assistant = JsonEncodedText.Encode("assistant");
        private static readonly JsonEncodedText Content = JsonEncodedText.Encode("content");

        protected override void WriteText(Utf8JsonWriter json, Part part)
        {
            json.WriteStartObject(Message);
            json.WriteString(Role, Assistant);
            json.WriteString(Content, part.Content);
            if (part.Thinking.Length > 0)
            {
                json.WriteString("thinking", part.Thinking);
            }

            if (part.Calls.Count > 0)
            {
                WriteCalls(json, part);
            }

            json.WriteEndObject();
        }

        protected override void WriteBeforeMetrics(Utf8JsonWriter json, Reply reply, IReadOnlyList<Token> tokens) => WriteLogprobs(json, tokens);

        private static void WriteCalls(Utf8JsonWriter json, Part part)
        {
            json.WriteStartArray("tool_calls");
            var index = 0;
            foreach (var (tool, id) in part.Calls)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteStartObject("function");
                json.WriteNumber("index", index++);
                json.WriteString("name", tool.Name);
                json.WritePropertyName("arguments");
                json.WriteRawValue(tool.Arguments);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
