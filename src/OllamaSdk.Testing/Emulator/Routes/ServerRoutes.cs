using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Where people look whether the server is up.</summary>
internal sealed class RootRoute() : BufferedRoute("/", HttpMethod.Get, HttpMethod.Head)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken) =>
        Task.FromResult(Answer.Text(200, "Ollama is running", "text/plain; charset=utf-8"));
}

internal sealed class VersionRoute(EmulatedServer server) : BufferedRoute("/api/version", HttpMethod.Get, HttpMethod.Head)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken) => Task.FromResult(Answer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", server.VersionText);
        json.WriteEndObject();
    }));
}

/// <summary>Whether cloud features are switched off, and where.</summary>
internal sealed class StatusRoute(EmulatedServer server) : BufferedRoute("/api/status", HttpMethod.Get)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken) => Task.FromResult(Answer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("cloud");
        json.WriteBoolean("disabled", server.IsCloudDisabled);
        json.WriteString("source", server.IsCloudDisabled ? "env" : "none");
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}

/// <summary>Models worth having: all that can be pulled.</summary>
internal sealed class RecommendationsRoute(EmulatedServer server) : BufferedRoute("/api/experimental/model-recommendations", HttpMethod.Get)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken) => Task.FromResult(Answer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("recommendations");
        foreach (var model in server.Registry.All)
        {
            json.WriteStartObject();
            json.WriteString("model", model.Name);
            json.WriteString("description", "An emulated model: " + string.Join(", ", model.Capabilities));
            json.WriteNumber("vram_bytes", model.Size);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }));
}
