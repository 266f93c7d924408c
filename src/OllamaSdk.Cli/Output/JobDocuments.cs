namespace OllamaSdk.Cli.Output;

// What a cluster says of its bulk jobs, by its names; --json hands it on.

/// <summary>How far a job is.</summary>
internal sealed record JobDocument(
    string Id, string Kind, string Source, string Sink, string? Model, string State, long? Count, long Succeeded, long Failed, int Parts, int PartsDone, int PartsUnderWay,
    DateTimeOffset? CreatedAt, DateTimeOffset? ChangedAt, double? TextsPerSecond, double? SecondsLeft, string? Problem, IReadOnlyList<JobFailureDocument>? Failures)
{
    /// <summary>Whether nothing happens any more.</summary>
    public bool IsAtRest => State is "done" or "cancelled" or "failed" || (State == "paused" && PartsUnderWay == 0);
}

internal sealed record JobFailureDocument(long Index, string Error);

internal sealed record JobsDocument(IReadOnlyList<JobDocument> Jobs);

internal sealed record JobErrorDocument(string? Error);
