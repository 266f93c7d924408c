namespace OllamaSdk.Benchmarks.Server;

/// <summary>Which answer stands under which first path segment; the rest of the path is the API's own.</summary>
internal static class Replies
{
    public const string ChatPrefix = "chat-";

    public static IReadOnlyDictionary<string, Reply> Create() => Framing.All.ToDictionary(
        framing => ChatPrefix + framing.Name,
        framing => Reply.Stream("application/x-ndjson", ChatLines.All, framing));
}
