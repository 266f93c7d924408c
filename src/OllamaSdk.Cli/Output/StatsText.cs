using System.Globalization;

namespace OllamaSdk.Cli.Output;

/// <summary>What an answer took, in one line, and who gave it.</summary>
internal static class StatsText
{
    public static string Of(LlmResponse answer)
    {
        var usage = answer.Usage;
        string?[] parts =
        [
            usage.PromptTokens is { } asked ? $"{Number(asked)} tokens in{(usage.CachedTokens is > 0 and { } cached ? $" ({Number(cached)} cached)" : "")}" : null,
            usage.CompletionTokens is { } made ? $"{Number(made)} tokens out" : null,
            answer.TokensPerSecond is { } rate ? FormattableString.Invariant($"{rate:0.0} tokens/s") : null,
            FormattableString.Invariant($"{answer.Latency.TotalSeconds:0.00} s"),
            $"{answer.Model} at {answer.Provider}",
            answer.FinishReason is { Length: > 0 } and not "stop" ? $"ended by {answer.FinishReason}" : null,
            answer.RetryCount > 0 ? $"{answer.RetryCount} retries" : null,
            answer.UsedFallback ? "fallback" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
