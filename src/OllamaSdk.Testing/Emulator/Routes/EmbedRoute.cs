using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Texts to vectors.</summary>
internal sealed class EmbedRoute(EmulatedServer server) : BufferedRoute("/api/embed", HttpMethod.Post)
{
    public const string NotSupported = "This server does not support embeddings. Start it with `--embeddings`";

    public const string TooLong = "the input length exceeds the context length";

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

        var options = ModelOptionRules.Read(request.Find("options"), model);
        var loaded = server.Memory.Keep(model, keepAlive, options);
        var (limit, truncate) = (options.EmbeddingLimit(loaded.Way.Window), request.Flag("truncate") ?? true);
        var inputs = texts.Select(text => Read(text, limit, truncate)).ToList();
        return Task.FromResult(Answer.Json(json => Write(json, name, model, inputs, dimensions)));
    }

    private static (string Text, int Tokens) Read(string text, int limit, bool truncate)
    {
        var ids = Tokens.Ids(text);
        return ids.Count <= limit ? (text, ids.Count + ModelOptionRules.EmbeddingMarks)
            : !truncate ? throw RefusalException.BadRequest(TooLong)
            : limit > 0 ? (Tokens.Text(ids.Take(limit)), limit + ModelOptionRules.EmbeddingMarks)
            : throw RefusalException.BadRequest("input after truncation exceeds maximum context length");
    }

    private static IReadOnlyList<string> Texts(JsonElement? input) => input switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => text.ValueEquals("") ? [] : [text.GetString()!],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw RefusalException.BadRequest("invalid input type"),
    };

    private static void Write(Utf8JsonWriter json, string name, EmulatedModel model, IReadOnlyList<(string Text, int Tokens)> texts, int dimensions)
    {
        json.WriteStartObject();
        json.WriteString("model", name);
        json.WriteStartArray("embeddings");
        foreach (var (text, _) in texts)
        {
            json.WriteStartArray();
            foreach (var number in Vectors.Embed(text, model.EmbeddingLength, dimensions))
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        var tokens = texts.Sum(text => text.Tokens);
        if (texts.Count > 0)
        {
            json.WriteNumber("total_duration", LoadDuration + (tokens * TokenDuration));
            json.WriteNumber("load_duration", LoadDuration);
        }

        json.WriteUnlessZero("prompt_eval_count", tokens);
        json.WriteEndObject();
    }
}
