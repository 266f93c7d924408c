using OllamaSdk.Testing.Emulator.Reading;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>What the emulator says to a prompt, token by token, and what it claims to have cost.</summary>
internal sealed record Reply(ReadPrompt Prompt, IReadOnlyList<Token> Thinking, IReadOnlyList<Token> Content, string DoneReason)
{
    // In nanoseconds, as all durations here.
    private const long LoadTime = 1_000_000;
    private const long ReadyTime = 100_000;
    private const long PromptTokenDuration = 100_000;
    private const long TokenDuration = 1_000_000;
    private const int WindowsPerAnswer = 10;

    /// <summary>The tools that are called after the content.</summary>
    public IReadOnlyList<CalledTool> Calls { get; private init; } = [];

    /// <summary>What goes wrong after the last token that came through, in the server's words; <see langword="null"/> when nothing does.</summary>
    public string? Failure { get; private init; }

    /// <summary>Whether it just ends, without a word about that.</summary>
    public bool IsUnfinished { get; private init; }

    public int PromptTokens => Prompt.Tokens.Count;

    /// <summary>How many of the prompt's tokens the model knew already.</summary>
    public int CachedTokens { get; init; }

    /// <summary>Whether the model was in memory before.</summary>
    public bool WasReady { get; init; }

    public int EvalTokens => Thinking.Count + Content.Count + Calls.Sum(call => call.NameTokens + call.ArgumentTokens);

    public long LoadDuration => WasReady ? ReadyTime : LoadTime;

    public long PromptDuration => (PromptTokens - CachedTokens) * PromptTokenDuration;

    public long EvalDuration => EvalTokens * TokenDuration;

    public long TotalDuration => LoadDuration + PromptDuration + EvalDuration;

    /// <summary>All that was said, as the model will read it in the next prompt.</summary>
    public IEnumerable<int> Answer => ChatTemplate.Answer([.. Thinking.Select(token => token.Id)], Content.Select(token => token.Id), Calls);

    /// <param name="speech">The whole answer, before limits.</param>
    /// <param name="prompt">What was read.</param>
    /// <param name="options">The limits that were asked for.</param>
    /// <param name="way">The window: it ends an answer that fills it, unless the beginning may go; then it can be filled several times.</param>
    public static Reply Create(Speech speech, ReadPrompt prompt, ModelOptionRules options, LoadWay way)
    {
        var most = way.Shift ? (long)way.Window * WindowsPerAnswer : way.Window - prompt.Tokens.Count;
        var left = (int)Math.Min(options.NumPredict < 0 ? long.MaxValue : options.NumPredict, Math.Min(most, int.MaxValue));
        var thinking = Take(Tokens.Split(speech.Thinking), ref left, out var isCut);
        var content = Take(Tokens.Split(UntilStop(speech.Content, options.Stop)), ref left, out var isContentCut);
        isCut |= isContentCut;
        var calls = new List<CalledTool>();
        foreach (var call in speech.Calls)
        {
            isCut |= (left -= call.NameTokens) < 0;
            if (isCut)
            {
                break;
            }

            if ((left -= call.ArgumentTokens) < 0)
            {
                // A call whose beginning is there is parsed, and cannot be.
                return new Reply(prompt, thinking, content, "length")
                {
                    Failure = $"llama-server returned invalid tool call arguments for \"{call.Name}\": unexpected end of JSON input",
                };
            }

            calls.Add(call);
        }

        return new Reply(prompt, thinking, content, isCut ? "length" : "stop") { Calls = calls };
    }

    /// <summary>Ends it after some tokens.</summary>
    /// <param name="tokens">How many come through.</param>
    /// <param name="failure">What is said then; <see langword="null"/> for nothing.</param>
    public Reply Break(int tokens, string? failure)
    {
        var thinking = Take(Thinking, ref tokens, out _);
        return this with { Thinking = thinking, Content = Take(Content, ref tokens, out _), Calls = [], Failure = failure, IsUnfinished = failure is null };
    }

    private static string UntilStop(string answer, IEnumerable<string> stops)
    {
        foreach (var stop in stops)
        {
            var end = answer.IndexOf(stop, StringComparison.Ordinal);
            answer = end < 0 ? answer : answer[..end];
        }

        return answer;
    }

    private static IReadOnlyList<Token> Take(IReadOnlyList<Token> tokens, ref int left, out bool isCut)
    {
        var count = Math.Min(tokens.Count, left);
        left -= count;
        isCut = count < tokens.Count;
        return isCut ? [.. tokens.Take(count)] : tokens;
    }
}
