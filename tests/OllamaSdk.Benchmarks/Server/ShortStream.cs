namespace OllamaSdk.Benchmarks.Server;

/// <summary>A streamed chat of which very many can be read at once.</summary>
internal static class ShortStream
{
    /// <summary>Chunks of one answer, the last one with the metrics included.</summary>
    public const int Count = 2_000;

    /// <summary>Each line with its line end.</summary>
    public static IReadOnlyList<byte[]> All { get; } = [.. ChatLines.All.Take(Count - 1), ChatLines.All[^1]];

    /// <summary>The size of all lines.</summary>
    public static long ByteLength { get; } = All.Sum(line => (long)line.Length);

    /// <summary>The UTF-16 characters of all texts.</summary>
    public static long TextLength { get; } = Enumerable.Range(0, Count - 1).Sum(SampleTokens.Length);
}
