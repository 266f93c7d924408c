using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>The <c>options</c> of a request: their types are checked as the server does, and two of them have an effect here.</summary>
internal sealed class ModelOptionRules
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["num_keep"] = "integer", ["seed"] = "integer", ["num_predict"] = "integer", ["top_k"] = "integer", ["repeat_last_n"] = "integer",
        ["num_ctx"] = "integer", ["num_batch"] = "integer", ["num_gpu"] = "integer", ["main_gpu"] = "integer", ["num_thread"] = "integer",
        ["draft_num_predict"] = "integer", ["top_p"] = "float32", ["min_p"] = "float32", ["typical_p"] = "float32",
        ["temperature"] = "float32", ["repeat_penalty"] = "float32", ["presence_penalty"] = "float32", ["frequency_penalty"] = "float32",
        ["use_mmap"] = "boolean", ["stop"] = "array",
    };

    /// <summary>The most tokens of the answer; negative for no limit.</summary>
    public int NumPredict { get; private init; } = -1;

    /// <summary>Texts that end the answer and are not part of it.</summary>
    public IReadOnlyList<string> Stop { get; private init; } = [];

    /// <exception cref="RefusalException">A value has the wrong type, which the server reports as its own failure.</exception>
    public static ModelOptionRules Read(JsonElement? options)
    {
        if (options is not { ValueKind: JsonValueKind.Object } map)
        {
            return new();
        }

        foreach (var option in map.EnumerateObject())
        {
            if (Types.TryGetValue(option.Name, out var type) && !Fits(option.Value.ValueKind, type))
            {
                throw RefusalException.Failed($"option \"{option.Name}\" must be of type {type}");
            }
        }

        return new()
        {
            NumPredict = RequestBody.Find(map, "num_predict") is { } limit ? (int)limit.GetDouble() : -1,
            Stop = RequestBody.Find(map, "stop") is { } stop ? [.. stop.EnumerateArray().Select(text => text.ToString()).Where(text => text.Length > 0)] : [],
        };
    }

    private static bool Fits(JsonValueKind kind, string type) => kind == JsonValueKind.Null || type switch
    {
        "array" => kind == JsonValueKind.Array,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        _ => kind == JsonValueKind.Number,
    };
}
