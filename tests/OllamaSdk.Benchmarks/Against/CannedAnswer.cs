namespace OllamaSdk.Benchmarks.Against;

/// <summary>An answer in memory, and how it comes.</summary>
/// <param name="ContentType">As the server names it.</param>
/// <param name="Reads">No read gives more than the rest of one of these.</param>
internal sealed record CannedAnswer(string ContentType, IReadOnlyList<byte[]> Reads)
{
    /// <summary>Whether each read has to wait until it is told to go on.</summary>
    public bool Waits { get; init; }

    /// <summary>Whether the headers are there at once: for clients that wait for things of their own too.</summary>
    public bool IsThere { get; init; }

    /// <summary>The <c>Content-Length</c>, where the server sends one.</summary>
    public long? Length { get; init; }

    public static CannedAnswer ChatLines { get; } = new("application/x-ndjson", Server.ChatLines.All);

    public static CannedAnswer ChatEvents { get; } = new("text/event-stream", Server.ChatEvents.All);

    /// <summary>The same, with as much in a read as its buffer takes.</summary>
    public CannedAnswer Packed() => this with { Reads = [Reads.SelectMany(read => read).ToArray()] };

    public static CannedAnswer Short(byte[] json) => new("application/json", [json]) { Length = json.Length };
}
