namespace OllamaSdk;

/// <summary>Every server that could be asked was, and none answered. <see cref="Exception.InnerException"/> is what the first one said.</summary>
public sealed class LlmFallbackException : LlmException
{
    internal LlmFallbackException(IReadOnlyList<LlmFailure> failures)
        : base(Describe(failures), failures[0].Error)
    {
        Failures = failures;
        Attempts = failures.Sum(failure => failure.Error.Attempts);
        Partial = failures[^1].Error.Partial;
    }

    /// <summary>The servers and what each of them said, in the order in which they were asked.</summary>
    public IReadOnlyList<LlmFailure> Failures { get; }

    private static string Describe(IReadOnlyList<LlmFailure> failures) =>
        $"None of {failures.Count} servers answered. " + string.Join(" ", failures.Select((failure, index) =>
            $"{index + 1}. {failure.Provider} at {failure.Endpoint}{(failure.Model.Length > 0 ? $" for '{failure.Model}'" : "")}: {failure.Error.Message}"));
}
