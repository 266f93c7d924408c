namespace OllamaSdk.Testing.Recordings;

/// <summary>One exchange, as its mapping file has it.</summary>
internal sealed record Recording(string Name, string Method, string Path)
{
    /// <summary>The request header that chooses among recordings of the same request.</summary>
    public const string Selector = "X-Stub";

    /// <summary>The request part of the file, for people.</summary>
    public required string Wanted { get; init; }

    public required IReadOnlyList<HeaderRule> Headers { get; init; }

    /// <summary>All of them hold for the body.</summary>
    public required IReadOnlyList<Func<byte[], bool>> BodyRules { get; init; }

    public required RecordedResponse Response { get; init; }
}

/// <summary>The whole value, or a regular expression for the whole of it.</summary>
internal sealed record HeaderRule(string Name, string Value, bool IsPattern);

/// <summary>The answer, whose body is sent in so many pieces, with a pause after each.</summary>
internal sealed record RecordedResponse(int Status, IReadOnlyDictionary<string, string> Headers, string Body, int Pieces, TimeSpan Pause)
{
    public bool IsStream => Headers.Any(header => Same(header.Key, "Content-Type")
        && header.Value.Split(';')[0] is var type && (Same(type, "application/x-ndjson") || Same(type, "text/event-stream")));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
