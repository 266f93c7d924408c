namespace OllamaSdk.OpenAI;

public sealed partial record EmbeddingList
{
    /// <summary>The same with the vectors in the order of the texts: servers may send them in another and say the place of each.</summary>
    internal EmbeddingList InOrder() => this with
    {
        Data = DataOnWire is null ? null : [.. Data.Select((item, place) => (item, place)).OrderBy(one => one.item?.Index ?? one.place).Select(one => one.item)],
    };

    internal IReadOnlyList<float[]?> ToVectors() => [.. Data.Select(item => item?.Embedding?.Values.ToArray())];
}
