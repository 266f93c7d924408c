using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>The list of the models in memory.</summary>
internal sealed class RunningRoute(EmulatedServer server) : BufferedRoute("/api/ps", HttpMethod.Get)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken) => Task.FromResult(Answer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("models");
        foreach (var (model, expiresAt, way, _, _) in server.Memory.Loaded)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteString("model", model.Name);
            json.WriteNumber("size", model.Size);
            json.WriteString("digest", model.Contents.Digest);
            ModelJson.WriteDetails(json, model, withLengths: false);
            json.WriteString("expires_at", WireJson.Time(expiresAt));
            json.WriteNumber("size_vram", 0);
            json.WriteNumber("context_length", way.Window);
            if (model.Runner is { } runner)
            {
                json.WriteString("runner", runner);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }));
}
