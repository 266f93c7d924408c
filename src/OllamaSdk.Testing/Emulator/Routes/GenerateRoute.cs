using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Reading;

namespace OllamaSdk.Testing.Emulator.Routes;

internal sealed class GenerateRoute(EmulatedServer server) : GenerationRoute(server, "/api/generate")
{
    protected override string RequestType => "GenerateRequest";

    protected override Prompt ReadPrompt(RequestBody request)
    {
        var (prompt, system) = (request.Text("prompt"), request.Text("system"));
        var question = new PromptMessage("user", prompt) { Images = [.. request.List("images", "[]api.ImageData").Select(image => image.ToString())] };
        return new Prompt(system.Length > 0 ? [new("system", system), question] : [question])
        {
            IsEmpty = prompt.Length == 0,
            IsRaw = IsRaw(request),
            Suffix = request.Text("suffix"),
            Context = [.. request.List("context", "[]int").Select(token => token.TryGetInt32(out var id) ? id : throw RefusalException.BadRequest(
                "json: cannot unmarshal value into Go struct field GenerateRequest.context of type int"))],
        };
    }

    protected override Prompt WithOwnMessages(Prompt prompt, EmulatedModel model) => prompt with
    {
        Messages =
        [
            .. prompt.Messages.Count > 1 ? prompt.Messages.Take(1) : MessageReader.System(model),
            .. prompt.Context.Count == 0 ? MessageReader.Own(model) : [],
            prompt.Messages[^1],
        ],
    };

    protected override EmulatedModel FindModel(string name) => Server.Get(name);

    protected override void CheckCapabilities(string name, EmulatedModel model, RequestBody request)
    {
        if (IsRaw(request) && (request.Text("template").Length > 0 || request.Text("system").Length > 0 || request.Find("context") is not null))
        {
            throw RefusalException.BadRequest("raw mode does not support template, system, or context");
        }

        if (!model.Can(ModelCapability.Completion))
        {
            throw RefusalException.BadRequest($"\"{name}\" does not support generate");
        }

        if (request.Text("suffix").Length > 0 && !model.Can(ModelCapability.Insert))
        {
            throw RefusalException.BadRequest($"{ModelName.Full(model)} does not support insert");
        }
    }

    protected override AnswerShape ShapeOf(RequestBody request, string name, Logprobs? logprobs) =>
        new GenerateShape(name, logprobs, Server.Is040, withContext: !IsRaw(request));

    private static bool IsRaw(RequestBody request) => request.Flag("raw") ?? false;

    /// <param name="model">The name the request gave.</param>
    /// <param name="logprobs">How the likelihood of tokens is told.</param>
    /// <param name="withCached">Whether it is told how much of the prompt was known already.</param>
    /// <param name="withContext">Whether the tokens are told, for the next request to go on from.</param>
    private sealed class GenerateShape(string model, Logprobs? logprobs, bool withCached, bool withContext) : AnswerShape(model, logprobs, withCached)
    {
        protected override void WriteText(Utf8JsonWriter json, Part part)
        {
            json.WriteString("response", part.Content);
            if (part.Thinking.Length > 0)
            {
                json.WriteString("thinking", part.Thinking);
            }
        }

        protected override void WriteBeforeMetrics(Utf8JsonWriter json, Reply reply, IReadOnlyList<Token> tokens)
        {
            if (!withContext)
            {
                return;
            }

            json.WriteStartArray("context");
            foreach (var id in reply.Prompt.Whole.Concat(reply.Content.Select(token => token.Id)))
            {
                json.WriteNumberValue(id);
            }

            json.WriteEndArray();
        }

        protected override void WriteEnd(Utf8JsonWriter json, IReadOnlyList<Token> tokens) => WriteLogprobs(json, tokens);
    }
}
