using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>The <c>options</c> of a request: their types are checked as the server does, and some have an effect here: how long prompt and answer may be.</summary>
internal sealed class ModelOptionRules
{
    private const int Least = 4;
    private const int LeastForImages = 2048;
    private const int EmbeddingBatch = 2048;

    /// <summary>The marks of the beginning and the end that a text has for an embedding model.</summary>
    public const int EmbeddingMarks = 2;

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["num_keep"] = "integer", ["seed"] = "integer", ["num_predict"] = "integer", ["top_k"] = "integer", ["repeat_last_n"] = "integer",
        ["num_ctx"] = "integer", ["num_batch"] = "integer", ["num_gpu"] = "integer", ["main_gpu"] = "integer", ["num_thread"] = "integer",
        ["draft_num_predict"] = "integer", ["top_p"] = "float32", ["min_p"] = "float32", ["typical_p"] = "float32",
        ["temperature"] = "float32", ["repeat_penalty"] = "float32", ["presence_penalty"] = "float32", ["frequency_penalty"] = "float32",
        ["use_mmap"] = "boolean", ["stop"] = "array",
    };

    // Those on which it depends how a model is loaded, besides num_ctx.
    private static readonly string[] RunnerNames = ["draft_num_predict", "main_gpu", "num_batch", "num_gpu", "num_thread", "use_mmap"];

    /// <summary>The most tokens of the answer; negative for no limit.</summary>
    public int NumPredict { get; private init; } = -1;

    /// <summary>Texts that end the answer and are not part of it.</summary>
    public IReadOnlyList<string> Stop { get; private init; } = [];

    /// <summary>How many tokens stay at the beginning of a prompt that is cut; negative for as many as fit.</summary>
    public int NumKeep { get; private init; } = 4;

    /// <summary>The options that have the model loaded anew when they change, apart from the window.</summary>
    public string Runner { get; private init; } = "";

    /// <summary>How many tokens are read at once; 0 where nobody says it.</summary>
    public int NumBatch { get; private init; }

    private int? NumCtx { get; init; }

    /// <summary>The model's own.</summary>
    public static ModelOptionRules Of(EmulatedModel model) => Read(null, model);

    /// <param name="options">What a request brings.</param>
    /// <param name="model">Whose own options hold where the request brings none.</param>
    /// <exception cref="RefusalException">A value has the wrong type, which the server reports as its own failure.</exception>
    public static ModelOptionRules Read(JsonElement? options, EmulatedModel model)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, json) in model.Contents.Parameters)
        {
            using var value = JsonDocument.Parse(json);
            values[name] = value.RootElement.Clone();
        }

        foreach (var option in options is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().ToArray() : [])
        {
            if (Types.TryGetValue(option.Name, out var type) && !Fits(option.Value.ValueKind, type))
            {
                throw RefusalException.Failed($"option \"{option.Name}\" must be of type {type}");
            }

            if (option.Value.ValueKind != JsonValueKind.Null)
            {
                values[option.Name] = option.Value;
            }
        }

        return new()
        {
            NumPredict = Number("num_predict") ?? -1,
            NumKeep = Number("num_keep") ?? 4,
            NumBatch = Number("num_batch") ?? 0,
            NumCtx = Number("num_ctx"),
            Runner = string.Join(' ', RunnerNames.Where(values.ContainsKey).Select(name => $"{name}={values[name].GetRawText()}")),
            Stop = values.GetValueOrDefault("stop") switch
            {
                { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(text => text.ToString()).Where(text => text.Length > 0)],
                { ValueKind: JsonValueKind.String } text => [text.GetString()!],
                _ => [],
            },
        };

        int? Number(string name) => values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? (int)Math.Clamp(value.GetDouble(), int.MinValue, int.MaxValue) : null;
    }

    /// <summary>How many tokens of prompt and answer together fit: what is asked for, as far as the model goes. Who sees pictures has 2048 at least.</summary>
    /// <param name="model">The model.</param>
    /// <param name="standard">What holds where neither request nor model says anything.</param>
    public int Window(EmulatedModel model, int standard) =>
        Math.Min(Math.Max(NumCtx ?? standard, model.Can(ModelCapability.Vision) ? LeastForImages : Least), model.ContextLength > 0 ? model.ContextLength : int.MaxValue);

    /// <summary>How many tokens of one text become a vector: as many as fit into the window and are read at once, less the marks of its beginning and its end.</summary>
    public int EmbeddingLimit(int window) => Math.Min(window, NumBatch > 0 ? NumBatch : EmbeddingBatch) - EmbeddingMarks;

    private static bool Fits(JsonValueKind kind, string type) => kind == JsonValueKind.Null || type switch
    {
        "array" => kind == JsonValueKind.Array,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        _ => kind == JsonValueKind.Number,
    };
}
