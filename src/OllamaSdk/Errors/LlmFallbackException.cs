namespace OllamaSdk;

/// <summary>Every server that could be asked was, and none answered. <see cref="Exception.InnerException"/> is what the first one said.</summary>
public sealed class LlmFallbackException : LlmException
{
    /// <summary>A call that no server answered; the message tells what each of them said.</summary>
    /// <param name="failures">The servers in the order in which they were asked; at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public LlmFallbackException(IReadOnlyList<LlmFailure> failures)
        : base(Describe(Checked(failures)), failures[0].Error)
    {
        Failures = failures;
        Attempts = failures.Sum(failure => failure.Error.Attempts);
        Partial = failures[^1].Error.Partial;
    }

    /// <summary>The servers and what each of them said, in the order in which they were asked.</summary>
    public IReadOnlyList<LlmFailure> Failures { get; }

    private static IReadOnlyList<LlmFailure> Checked(IReadOnlyList<LlmFailure> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        return failures.Count > 0 ? failures : throw new ArgumentException("There must be at least one failure.", nameof(failures));
    }

    private static string Describe(IReadOnlyList<LlmFailure> failures) =>
        $"None of {Plural.Of(failures.Count, "server")} answered. " + string.Join(" ", failures.Select((failure, index) =>
            $"{index + 1}. {failure.Provider} at {failure.Endpoint}{(failure.Model.Length > 0 ? $" for '{SecretParts.ShownModel(failure.Model)}'" : "")}: {failure.Error.Message}"));
}
