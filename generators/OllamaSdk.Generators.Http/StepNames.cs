namespace OllamaSdk.Generators.Http;

/// <summary>The names of the tracked pipeline steps. The tests read this class and demand that each step is cached.</summary>
internal static class StepNames
{
    /// <summary>An interface as parsed: what to emit and what to report.</summary>
    public const string Results = nameof(Results);

    /// <summary>The interfaces to implement.</summary>
    public const string Models = nameof(Models);

    /// <summary>What to report, per interface.</summary>
    public const string Diagnostics = nameof(Diagnostics);
}
