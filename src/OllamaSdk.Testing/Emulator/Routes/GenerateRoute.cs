using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

internal sealed class GenerateRoute(EmulatedServer server) : GenerationRoute(server, "/api/generate")
{
    protected override string RequestType => "GenerateRequest";

    protected override Prompt ReadPrompt(RequestBody request)
    {
        var (prompt, system) = (request.Text("prompt"), request.Text("system"));
        var images = request.List("images", "[]api.ImageData");
        return new Prompt(prompt, Tokens.Count(system) + Tokens.Count(prompt), prompt.Length == 0, images.Count > 0);
    }

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
        new GenerateShape(name, logprobs, IsRaw(request) ? null : request.Text("prompt"));

    private static bool IsRaw(RequestBody request) => request.Flag("raw") ?? false;

    /// <param name="model">The name the request gave.</param>
    /// <param name="logprobs">How the likelihood of tokens is told.</param>
    /// <param name="prompt">What the context begins with; <see langword="null"/> where no context is returned.</param>
    private sealed class GenerateShape(string model, Logprobs? logprobs, string? prompt) : AnswerShape(model, logprobs)
    {
        protected override void WriteText(Utf8JsonWriter json, Part part)
        {
            json.WriteString("response", part.Content);
            if (part.Thinking.Length > 0)
            {
                json.WriteString("thinking", part.Thinking);
            }
        }

        protected override void WriteBeforeMetrics(Utf8JsonWriter json, Reply reply, IReadOnlyList<string> tokens)
        {
            if (prompt is null)
            {
                return;
            }

            json.WriteStartArray("context");
            foreach (var token in Tokens.Split(prompt).Concat(reply.Thinking).Concat(reply.Content))
            {
                json.WriteNumberValue(Tokens.Id(token));
            }

            json.WriteEndArray();
        }

        protected override void WriteEnd(Utf8JsonWriter json, IReadOnlyList<string> tokens) => WriteLogprobs(json, tokens);
    }
}
