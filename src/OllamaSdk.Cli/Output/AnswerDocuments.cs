namespace OllamaSdk.Cli.Output;

/// <summary>An answer as lines of JSON: its parts, and at the end the whole.</summary>
internal static class AnswerDocuments
{
    public static void Write(LlmUpdate update)
    {
        if (update.Response is { } answer)
        {
            JsonOutput.WriteLine(End(answer));
        }
        else if (update.ContentDelta.Length > 0 || update.ThinkingDelta.Length > 0 || update.IsRestart)
        {
            JsonOutput.WriteLine(new AnswerLine(OrNull(update.ContentDelta), OrNull(update.ThinkingDelta), update.IsRestart ? true : null));
        }
    }

    private static AnswerEnd End(LlmResponse answer) => new(
        Done: true,
        answer.Content,
        answer.Thinking,
        answer.Model,
        answer.Provider,
        answer.Endpoint?.ToString(),
        answer.FinishReason,
        new UsageDocument(answer.Usage.PromptTokens, answer.Usage.CompletionTokens, answer.Usage.TotalTokens, answer.Usage.CachedTokens),
        answer.TokensPerSecond,
        answer.Latency.TotalSeconds,
        answer.RetryCount,
        answer.UsedFallback,
        answer.Failures.Count == 0 ? null : [.. answer.Failures.Select(failure => new FailureDocument(failure.Provider, failure.Model, failure.Endpoint.ToString(), failure.Error.Message))],
        TruncationText.Document(answer.PromptTruncation));

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
