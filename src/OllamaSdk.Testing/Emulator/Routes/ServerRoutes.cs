using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Where people look whether the server is up.</summary>
internal sealed class RootRoute() : Route("/", HttpMethod.Get, HttpMethod.Head)
{
    public override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken) =>
        Task.FromResult(Answer.Text(200, "Ollama is running", "text/plain; charset=utf-8"));
}

internal sealed class VersionRoute() : Route("/api/version", HttpMethod.Get, HttpMethod.Head)
{
    public override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken) => Task.FromResult(Answer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", OllamaEmulator.Version);
        json.WriteEndObject();
    }));
}
