namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>What the emulator says to a prompt, token by token, and what it claims to have cost.</summary>
internal sealed record Reply(IReadOnlyList<string> Thinking, IReadOnlyList<string> Content, int PromptTokens, string DoneReason)
{
    /// <summary>In nanoseconds, as all durations here.</summary>
    public const long LoadDuration = 1_000_000;

    private const long PromptTokenDuration = 100_000;
    private const long TokenDuration = 1_000_000;
    private const int MaxEcho = 200;
    private const string Thoughts = "The emulator only pretends to think.";
    private const string Statement = "This is the OllamaSdk emulator, not a model.";

    public int EvalTokens => Thinking.Count + Content.Count;

    public long PromptDuration => PromptTokens * PromptTokenDuration;

    public long EvalDuration => EvalTokens * TokenDuration;

    public long TotalDuration => LoadDuration + PromptDuration + EvalDuration;

    public static string AnswerTo(string prompt) =>
        $"{Statement} You asked: \"{Shorten(prompt)}\". No model has run; the same request always gets the same answer.";

    /// <param name="answer">The whole answer, before limits.</param>
    /// <param name="think">Whether thoughts come before it.</param>
    /// <param name="promptTokens">How long the prompt was.</param>
    /// <param name="options">The limits.</param>
    public static Reply Create(string answer, bool think, int promptTokens, ModelOptionRules options)
    {
        foreach (var stop in options.Stop)
        {
            var end = answer.IndexOf(stop, StringComparison.Ordinal);
            answer = end < 0 ? answer : answer[..end];
        }

        var thinking = think ? Tokens.Split(Thoughts) : [];
        var content = Tokens.Split(answer);
        if (options.NumPredict < 0 || options.NumPredict >= thinking.Count + content.Count)
        {
            return new Reply(thinking, content, promptTokens, "stop");
        }

        var thoughts = Math.Min(options.NumPredict, thinking.Count);
        return new Reply([.. thinking.Take(thoughts)], [.. content.Take(options.NumPredict - thoughts)], promptTokens, "length");
    }

    // A long prompt must not make a long answer: tests with big prompts would drown in it.
    private static string Shorten(string prompt)
    {
        if (prompt.Length <= MaxEcho)
        {
            return prompt;
        }

        var end = char.IsHighSurrogate(prompt[MaxEcho - 1]) ? MaxEcho - 1 : MaxEcho;
        return prompt[..end] + "…";
    }
}
