using OllamaSdk.Benchmarks.Against;
using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Streams;

/// <summary>One API whose streams are measured, and everybody who reads it.</summary>
/// <param name="Name">As an argument of the command line.</param>
/// <param name="Area">How the table is called.</param>
/// <param name="Prefix">Where the server has its answers.</param>
/// <param name="Ways">Who reads.</param>
/// <param name="Answer">The same answer in memory, and what stands in it: only made where it is asked for.</param>
internal sealed record Dialect(string Name, string Area, string Prefix, IReadOnlyList<Way> Ways, Func<(CannedAnswer Canned, Sums Sums)> Answer)
{
    public static IReadOnlyList<Dialect> All { get; } =
    [
        new("native", "Chat stream, native", Replies.ChatPrefix, NativeWays.All,
            () => (CannedAnswer.ChatLines, new Sums(ChatLines.ByteLength, ChatLines.Count, ChatLines.TextLength, ChatLines.Utf8Length))),
        new("v1", "Chat stream, /v1", Replies.SsePrefix, EventWays.All,
            () => (CannedAnswer.ChatEvents, new Sums(ChatEvents.ByteLength, ChatEvents.Count, ChatEvents.TextLength, ChatEvents.Utf8Length))),
        // No beginning of a chunk repeats: what is new stands first.
        new("v1-choices-first", "Chat stream, /v1 in llama-server's order", Replies.SseChoicesFirstPrefix, EventWays.All,
            () => (CannedAnswer.ChatEvents with { Reads = ChatEvents.ChoicesFirst }, new Sums(ChatEvents.ByteLength, ChatEvents.Count, ChatEvents.TextLength, ChatEvents.Utf8Length)))
        {
            Framings = [Framing.Packed],
            IsYoungToo = false,
        },
    ];

    public IReadOnlyList<Framing> Framings { get; private init; } = Framing.All;

    /// <summary>Whether young processes read it as well.</summary>
    public bool IsYoungToo { get; private init; } = true;

    public IReadOnlyList<string> Names => [.. Ways.Select(way => way.Name)];

    public Uri Endpoint(Uri server, Framing framing) => new(server, Prefix + framing.Name);

    /// <summary>Everybody, over a connection of his own.</summary>
    public IReadOnlyList<Candidate> Candidates(Uri endpoint, Sums sums) => [.. Ways.Select(way => new Candidate(way.Name, way.Make(endpoint, null), sums[way.Sees]))];

    /// <summary>Everybody over the answer in memory, as far as he lets himself be served so.</summary>
    public IReadOnlyList<Candidate> CandidatesInMemory(CannedAnswer answer, Sums sums)
    {
        return [.. Ways.Where(way => !answer.Waits || way.CanWait).Select(Candidate)];

        Candidate Candidate(Way way)
        {
            var handler = new CannedHandler(answer);
            var read = way.Make(new Uri("http://127.0.0.1:11434"), handler);
            return new Candidate(way.Name, () => handler.ServeAsync(read), sums[way.Sees]);
        }
    }
}
