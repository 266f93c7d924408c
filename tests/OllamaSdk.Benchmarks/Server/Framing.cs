namespace OllamaSdk.Benchmarks.Server;

/// <summary>How the lines of a stream are cut into HTTP chunks and sends.</summary>
/// <param name="Name">The path segment under which the server answers so.</param>
/// <param name="LinesPerChunk">Lines in one HTTP chunk.</param>
/// <param name="ChunksPerSend">HTTP chunks handed to the socket at once.</param>
/// <param name="Description">The same in words.</param>
internal sealed record Framing(string Name, int LinesPerChunk, int ChunksPerSend, string Description)
{
    /// <summary>Two words for the head of a column.</summary>
    public string Short => LinesPerChunk == 1 ? "a chunk each" : "packed";

    public static Framing Packed { get; } = new("packed", 100, 4, "many lines per HTTP chunk, sent at full speed");

    public static Framing Lines { get; } = new("lines", 1, 400, "each line its own HTTP chunk, sent at full speed");

    public static IReadOnlyList<Framing> All { get; } = [Packed, Lines];

    /// <summary>One HTTP chunk of any size: how the server sends what it has written at once.</summary>
    public static Framing Whole { get; } = new("whole", 1, 1, "one HTTP chunk");
}
