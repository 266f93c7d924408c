namespace OllamaSdk.Bulk;

/// <summary>Vectors have no names: only their number says that each text has its own.</summary>
internal static class VectorCount
{
    /// <exception cref="LlmProtocolException">There are more or fewer vectors than texts.</exception>
    public static IReadOnlyList<float[]> Check(IReadOnlyList<float[]?>? vectors, int texts)
    {
        var there = (vectors ?? []).OfType<float[]>().ToArray();
        return there.Length == texts && vectors!.Count == texts
            ? there
            : throw new LlmProtocolException($"The server sent {Plural.Of(there.Length, "vector")} for {Plural.Of(texts, "text")}, so it is not known which belongs to which.");
    }
}
