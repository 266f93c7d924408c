using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>The <c>info</c> of a create request: what the model shall claim of itself; empty or 0 where it says nothing.</summary>
internal sealed record CreateInfo
{
    public IReadOnlyList<ModelCapability> Capabilities { get; private init; } = [];

    public string Family { get; private init; } = "";

    public string Quantization { get; private init; } = "";

    public string ParameterSize { get; private init; } = "";

    public int ContextLength { get; private init; }

    public int EmbeddingLength { get; private init; }

    /// <exception cref="RefusalException">A value has the wrong type.</exception>
    public static CreateInfo Read(RequestBody request)
    {
        if (request.Members("info") is null || request.Find("info") is not { } info)
        {
            return new();
        }

        return new()
        {
            Capabilities = RequestBody.Find(info, "capabilities") switch
            {
                null => [],
                { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                    [.. list.EnumerateArray().Select(item => new ModelCapability(item.GetString()!))],
                _ => throw RefusalException.BadRequest("info.capabilities must be an array of strings"),
            },
            Family = request.Text(info, "model_family", "info.model_family"),
            Quantization = request.Text(info, "quantization_level", "info.quantization_level"),
            ParameterSize = request.Text(info, "parameter_size", "info.parameter_size"),
            ContextLength = Length(info, "context_length"),
            EmbeddingLength = Length(info, "embedding_length"),
        };
    }

    private static int Length(JsonElement info, string name) => RequestBody.Find(info, name) switch
    {
        null => 0,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var length) && length >= 0 => length,
        _ => throw RefusalException.BadRequest($"info.{name} must be a non-negative integer"),
    };
}
