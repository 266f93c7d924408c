using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Texts to vectors.</summary>
internal sealed class EmbedRoute(EmulatedServer server) : BufferedRoute("/api/embed", HttpMethod.Post)
{
    public const string NotSupported = "This server does not support embeddings. Start it with `--embeddings`";

    private const long LoadDuration = 1_000_000;
    private const long TokenDuration = 100_000;

    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new RequestBody(body, "EmbedRequest");
        var (name, dimensions) = (request.Text("model"), request.Number("dimensions"));
        var keepAlive = KeepAliveTime.Read(request.Find("keep_alive"));
        var texts = Texts(request.Find("input"));
        if (ModelName.TryNormalize(name) is null)
        {
            throw RefusalException.NotFound($"model '{name}' not found");
        }

        var model = server.Find(name) ?? throw RefusalException.NotFound($"model \"{name}\" not found, try pulling it first");
        if (!model.Can(ModelCapability.Embedding))
        {
            throw new RefusalException(501, NotSupported);
        }

        if (request.Flag("truncate") == false && texts.Any(text => Tokens.Count(text) > model.ContextLength))
        {
            throw RefusalException.BadRequest("the input length exceeds the context length");
        }

        server.Memory.Keep(model, keepAlive);
        return Task.FromResult(Answer.Json(json => Write(json, name, model, texts, dimensions)));
    }

    private static IReadOnlyList<string> Texts(JsonElement? input) => input switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => text.ValueEquals("") ? [] : [text.GetString()!],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw RefusalException.BadRequest("invalid input type"),
    };

    private static void Write(Utf8JsonWriter json, string name, EmulatedModel model, IReadOnlyList<string> texts, int dimensions)
    {
        json.WriteStartObject();
        json.WriteString("model", name);
        json.WriteStartArray("embeddings");
        foreach (var text in texts)
        {
            json.WriteStartArray();
            foreach (var number in Vectors.Embed(text, model.EmbeddingLength, dimensions))
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        var tokens = texts.Sum(Tokens.Count);
        if (texts.Count > 0)
        {
            json.WriteNumber("total_duration", LoadDuration + (tokens * TokenDuration));
            json.WriteNumber("load_duration", LoadDuration);
        }

        json.WriteUnlessZero("prompt_eval_count", tokens);
        json.WriteEndObject();
    }
}
