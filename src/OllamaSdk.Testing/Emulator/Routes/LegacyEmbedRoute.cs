using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>One text to one vector, as older clients ask for it: its length is not 1.</summary>
internal sealed class LegacyEmbedRoute(EmulatedServer server) : BufferedRoute("/api/embeddings", HttpMethod.Post)
{
    // Visibly another vector than that of the route of today, in the same direction.
    private const double Length = 2;

    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new RequestBody(body, "EmbeddingRequest");
        var (name, prompt) = (request.Text("model"), request.Text("prompt"));
        var keepAlive = KeepAliveTime.Read(request.Find("keep_alive"));
        var model = server.Find(name) ?? throw RefusalException.NotFound($"model \"{name}\" not found, try pulling it first");
        if (!model.Can(ModelCapability.Embedding))
        {
            throw RefusalException.Failed(EmbedRoute.NotSupported);
        }

        var options = ModelOptionRules.Read(request.Find("options"), model);
        var loaded = server.Memory.Keep(model, keepAlive, options);
        if (Tokens.Count(prompt) > options.EmbeddingLimit(loaded.Way.Window))
        {
            throw RefusalException.Failed(EmbedRoute.TooLong);
        }

        return Task.FromResult(Answer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("embedding");
            foreach (var number in prompt.Length == 0 ? [] : Vectors.Embed(prompt, model.EmbeddingLength, dimensions: 0))
            {
                json.WriteNumberValue(number * Length);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
