using System.Text.Json.Serialization;

namespace OllamaSdk.Benchmarks.Work;

/// <summary>An embedding answer as one would write it down without the SDK.</summary>
internal sealed class PlainEmbeddings
{
    [JsonPropertyName("model")]
    public string? Model { get; set; }

    [JsonPropertyName("embeddings")]
    public float[][]? Embeddings { get; set; }

    [JsonPropertyName("total_duration")]
    public long TotalDuration { get; set; }

    [JsonPropertyName("load_duration")]
    public long LoadDuration { get; set; }

    [JsonPropertyName("prompt_eval_count")]
    public long PromptEvalCount { get; set; }
}

[JsonSerializable(typeof(PlainEmbeddings))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PlainJsonContext : JsonSerializerContext;
