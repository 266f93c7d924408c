namespace OllamaSdk.Generators;

/// <summary>What a parse found. The two halves go to two outputs, so that a moved diagnostic does not emit the source again.</summary>
/// <param name="Model">What to emit; <see langword="null"/> where nothing is to be emitted.</param>
/// <param name="Diagnostics">What to report.</param>
internal sealed record Result<T>(T? Model, EquatableArray<DiagnosticInfo> Diagnostics)
    where T : class
{
    /// <summary>Nothing to emit and nothing to say.</summary>
    public static Result<T> None { get; } = new(null, default);
}
