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
        foreach (var message in messages)
        {
            if (message.ValueKind != JsonValueKind.Object)
            {
                throw RefusalException.BadRequest("json: cannot unmarshal value into Go struct field ChatRequest.messages of type api.Message");
            }

            last = request.Text(message, "content", "messages.content");
            question = request.Text(message, "role", "messages.role").Equals("user", StringComparison.OrdinalIgnoreCase) ? last : question;
            tokens += Tokens.Count(last) + TokensPerMessage;
            hasImages |= RequestBody.Find(message, "images") is { ValueKind: JsonValueKind.Array } images && images.GetArrayLength() > 0;
        }

        return new Prompt(question.Length > 0 ? question : last, tokens, messages.Count == 0, hasImages);
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

    protected override AnswerShape ShapeOf(RequestBody request, string name) => new ChatShape(name);

    private sealed class ChatShape(string model) : AnswerShape(model)
    {
        protected override void WriteText(Utf8JsonWriter json, string content, string thinking)
        {
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            json.WriteString("content", content);
            if (thinking.Length > 0)
            {
                json.WriteString("thinking", thinking);
            }

            json.WriteEndObject();
        }
    }
}
