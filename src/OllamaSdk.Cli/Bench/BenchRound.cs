namespace OllamaSdk.Cli.Bench;

/// <summary>One measured answer; what the server does not tell and cannot be measured is <see langword="null"/>.</summary>
/// <param name="FirstTokenSeconds">From the request to the first part of the answer, or of thinking.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="PromptTokensPerSecond">How fast the prompt was read.</param>
/// <param name="AnswerTokens">Tokens of the answer.</param>
/// <param name="AnswerTokensPerSecond">How fast the answer was made.</param>
/// <param name="Seconds">The whole of it.</param>
internal sealed record BenchRound(
    double? FirstTokenSeconds, long? PromptTokens, double? PromptTokensPerSecond, long? AnswerTokens, double? AnswerTokensPerSecond, double Seconds)
{
    /// <summary>The middle of each figure.</summary>
    public static BenchRound MedianOf(IReadOnlyCollection<BenchRound> rounds)
    {
        return new(
            Middle(round => round.FirstTokenSeconds), (long?)Middle(round => round.PromptTokens), Middle(round => round.PromptTokensPerSecond),
            (long?)Middle(round => round.AnswerTokens), Middle(round => round.AnswerTokensPerSecond), Middle(round => round.Seconds) ?? 0);

        double? Middle(Func<BenchRound, double?> figure)
        {
            var figures = rounds.Select(figure).OfType<double>().Order().ToArray();
            return figures.Length == 0 ? null : (figures[(figures.Length - 1) / 2] + figures[figures.Length / 2]) / 2;
        }
    }
}
