using OllamaSdk.Benchmarks.Against;
using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Adapters;

/// <summary>One streamed answer, read by a client and by the chat client over it.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Answer">What comes back.</param>
/// <param name="Make">Both ways to read it, over the handler that answers.</param>
internal sealed record Pair(string Name, CannedAnswer Answer, Func<HttpMessageHandler, Ways> Make)
{
    /// <summary>The most that the adapter's CPU time may be, divided by the client's; others are not judged.</summary>
    public double? Limit { get; init; }

    /// <summary>All of them: this SDK's first.</summary>
    public static IReadOnlyList<Pair> All { get; } =
    [
        .. Of("OllamaClient", CannedAnswer.ChatLines, OurStreams.Ollama, 1.25),
        .. Of("OpenAICompatibleClient", CannedAnswer.ChatEvents, OurStreams.OpenAI, 1.25),
        .. Of("LlmClient", CannedAnswer.ChatLines, OurStreams.Llm, 1.25),
        .. Of("OllamaSharp", CannedAnswer.ChatLines, OtherStreams.Sharp, null),
        // Its reads are another thread's matter, so that nobody can make them wait.
        new("OpenAI, many chunks a read", CannedAnswer.ChatEvents.Packed() with { IsThere = true }, OtherStreams.OpenAI),
    ];

    /// <summary>The client, the adapter, and the client again, each over an answer of its own.</summary>
    public IReadOnlyList<Candidate> Candidates()
    {
        return [Candidate("client", ways => ways.Client), Candidate("adapter", ways => ways.Adapter), Candidate("client again", ways => ways.Client)];

        Candidate Candidate(string name, Func<Ways, Func<Task<long>>> which)
        {
            var handler = new CannedHandler(Answer);
            var read = which(Make(handler));
            return new Candidate(name, () => handler.ServeAsync(read), Expected);
        }
    }

    private long Expected => Answer.ContentType == CannedAnswer.ChatLines.ContentType ? ChatLines.TextLength : ChatEvents.TextLength;

    private static IEnumerable<Pair> Of(string name, CannedAnswer answer, Func<HttpMessageHandler, Ways> make, double? limit) =>
    [
        new($"{name}, many chunks a read", answer.Packed(), make) { Limit = limit },
        new($"{name}, each chunk waited for", answer with { Waits = true }, make) { Limit = limit },
    ];
}

/// <summary>The ways to read an answer; each returns the characters of its text.</summary>
/// <param name="Client">By the client itself.</param>
/// <param name="Adapter">By <see cref="Microsoft.Extensions.AI.IChatClient"/>.</param>
internal sealed record Ways(Func<Task<long>> Client, Func<Task<long>> Adapter);
