using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.OpenAI;

internal sealed class ModelsRoute(EmulatedServer server) : OpenAIRoute("/v1/models", HttpMethod.Get)
{
    protected override Task<HttpResponseMessage> TranslateAsync(IncomingRequest incoming, CancellationToken cancellationToken) => Task.FromResult(Json(json =>
    {
        var models = server.Models;
        json.WriteStartObject();
        json.WriteString("object", "list");
        if (models.Count == 0)
        {
            json.WriteNull("data");
        }
        else
        {
            json.WriteStartArray("data");
            foreach (var model in models)
            {
                Write(json, model, model.Name);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }));

    /// <param name="json">Gets the object.</param>
    /// <param name="model">The model.</param>
    /// <param name="id">Its name, in the form the answer shows it.</param>
    public static void Write(Utf8JsonWriter json, EmulatedModel model, string id)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("object", "model");
        json.WriteNumber("created", model.ModifiedAt.ToUnixTimeSeconds());
        json.WriteString("owned_by", ModelName.Namespace(model));
        json.WriteEndObject();
    }
}

internal sealed class ModelRoute(EmulatedServer server) : OpenAIRoute("/v1/models/:", HttpMethod.Get)
{
    protected override Task<HttpResponseMessage> TranslateAsync(IncomingRequest incoming, CancellationToken cancellationToken)
    {
        var name = ModelName.TryNormalize(incoming.Parameter) ?? throw RefusalException.BadRequest("invalid model name");
        return Task.FromResult(server.Find(name) is { } model
            ? Json(json => ModelsRoute.Write(json, model, incoming.Parameter))
            : TranslatedError(RefusalException.NotFound($"model '{name}' not found")));
    }
}
