using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

internal sealed class ChatRoute(EmulatedServer server) : GenerationRoute(server, "/api/chat")
{
    // Role and separators: what a template adds to each message.
    private const int TokensPerMessage = 4;

    protected override string RequestType => "ChatRequest";

    protected override Prompt ReadPrompt(RequestBody request)
    {
        string question = "", last = "";
        var (tokens, hasImages) = (0, false);
        var messages = request.List("messages", "[]api.Message");
        var results = new List<string>();
        foreach (var message in messages)
        {
            if (message.ValueKind != JsonValueKind.Object)
            {
                throw RefusalException.BadRequest("json: cannot unmarshal value into Go struct field ChatRequest.messages of type api.Message");
            }

            last = request.Text(message, "content", "messages.content");
            var role = request.Text(message, "role", "messages.role").ToLowerInvariant();
            question = role == "user" ? last : question;
            tokens += Tokens.Count(last) + TokensPerMessage;
            hasImages |= RequestBody.Find(message, "images") is { ValueKind: JsonValueKind.Array } images && images.GetArrayLength() > 0;
            if (role == "tool")
            {
                results.Add(last);
            }
            else
            {
                results.Clear();
            }
        }

        return new Prompt(question.Length > 0 ? question : last, tokens, messages.Count == 0, hasImages)
        {
            Last = last,
            Tools = OfferedTool.Read(request.List("tools", "api.Tools")),
            ToolResults = results,
        };
    }

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

    protected override AnswerShape ShapeOf(RequestBody request, string name, Logprobs? logprobs) => new ChatShape(name, logprobs);

    private sealed class ChatShape(string model, Logprobs? logprobs) : AnswerShape(model, logprobs)
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

        protected override void WriteBeforeMetrics(Utf8JsonWriter json, Reply reply, IReadOnlyList<string> tokens) => WriteLogprobs(json, tokens);

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
