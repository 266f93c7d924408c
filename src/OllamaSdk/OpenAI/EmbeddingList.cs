namespace OllamaSdk.OpenAI;

public sealed partial record EmbeddingList
{
    /// <summary>The vectors in the order of the texts: servers may send them in another and say the place of each.</summary>
    internal IReadOnlyList<float[]?> ToVectors() =>
        [.. (Data ?? []).Select((item, place) => (item, place)).OrderBy(one => one.item?.Index ?? one.place).Select(one => one.item?.Embedding?.Values.ToArray())];
}
