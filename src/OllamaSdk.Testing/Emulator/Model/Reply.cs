namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>What the emulator says to a prompt, token by token, and what it claims to have cost.</summary>
internal sealed record Reply(IReadOnlyList<string> Thinking, IReadOnlyList<string> Content, int PromptTokens, string DoneReason)
{
    /// <summary>In nanoseconds, as all durations here.</summary>
    public const long LoadDuration = 1_000_000;

    private const long PromptTokenDuration = 100_000;
    private const long TokenDuration = 1_000_000;

    /// <summary>The tools that are called after the content.</summary>
    public IReadOnlyList<CalledTool> Calls { get; private init; } = [];

    /// <summary>What goes wrong after the last token that came through, in the server's words; <see langword="null"/> when nothing does.</summary>
    public string? Failure { get; private init; }

    public int EvalTokens => Thinking.Count + Content.Count + Calls.Sum(call => call.NameTokens + call.ArgumentTokens);

    public long PromptDuration => PromptTokens * PromptTokenDuration;

    public long EvalDuration => EvalTokens * TokenDuration;

    public long TotalDuration => LoadDuration + PromptDuration + EvalDuration;

    /// <param name="speech">The whole answer, before limits.</param>
    /// <param name="promptTokens">How long the prompt was.</param>
    /// <param name="options">The limits.</param>
    public static Reply Create(Speech speech, int promptTokens, ModelOptionRules options)
    {
        var left = options.NumPredict < 0 ? int.MaxValue : options.NumPredict;
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
                return new Reply(thinking, content, promptTokens, "length")
                {
                    Failure = $"llama-server returned invalid tool call arguments for \"{call.Name}\": unexpected end of JSON input",
                };
            }

            calls.Add(call);
        }

        return new Reply(thinking, content, promptTokens, isCut ? "length" : "stop") { Calls = calls };
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

    private static IReadOnlyList<string> Take(IReadOnlyList<string> tokens, ref int left, out bool isCut)
    {
        var count = Math.Min(tokens.Count, left);
        left -= count;
        isCut = count < tokens.Count;
        return isCut ? [.. tokens.Take(count)] : tokens;
    }
}
