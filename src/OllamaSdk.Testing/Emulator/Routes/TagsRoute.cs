using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>The list of all models.</summary>
internal sealed class TagsRoute(EmulatedServer server) : BufferedRoute("/api/tags", HttpMethod.Get, HttpMethod.Head)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken) => Task.FromResult(Answer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("models");
        foreach (var model in server.Models)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteString("model", model.Name);
            json.WriteString("modified_at", WireJson.Time(model.ModifiedAt));
            json.WriteNumber("size", model.Size);
            json.WriteString("digest", model.Contents.Digest);
            ModelJson.WriteDetails(json, model, withLengths: true);
            ModelJson.WriteCapabilities(json, model);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }));
}
