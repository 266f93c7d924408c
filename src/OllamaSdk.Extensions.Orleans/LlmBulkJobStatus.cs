namespace OllamaSdk.BulkJobs;

/// <summary>How far a bulk job has come.</summary>
[GenerateSerializer]
[Alias("OllamaSdk.LlmBulkJobStatus")]
public sealed record LlmBulkJobStatus
{
    /// <summary>What it is to do.</summary>
    [Id(0)]
    public LlmBulkJob Job { get; init; } = new();

    /// <summary>Where it is.</summary>
    [Id(1)]
    public LlmBulkJobState State { get; init; }

    /// <summary>
    /// How many places the source has, see <see cref="ILlmBulkSource.CountAsync"/>; <see langword="null"/> until they were counted.
    /// </summary>
    [Id(2)]
    public long? Count { get; init; }

    /// <summary>Texts with a result in the sink.</summary>
    [Id(3)]
    public long Succeeded { get; init; }

    /// <summary>Texts with an error in the sink.</summary>
    [Id(4)]
    public long Failed { get; init; }

    /// <summary>How many parts there are; 0 until the texts were counted.</summary>
    [Id(5)]
    public int Parts { get; init; }

    /// <summary>Parts that are in the sink.</summary>
    [Id(6)]
    public int PartsDone { get; init; }

    /// <summary>Parts that workers hold.</summary>
    [Id(7)]
    public int PartsUnderWay { get; init; }

    /// <summary>When it was created.</summary>
    [Id(8)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it came to its state.</summary>
    [Id(9)]
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Texts per second over the last minute, by parts that ended; <see langword="null"/> while none has.</summary>
    [Id(10)]
    public double? TextsPerSecond { get; init; }

    /// <summary>How long the rest takes at that pace; <see langword="null"/> where there is none to go by, or nothing is running.</summary>
    [Id(11)]
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>What went wrong last that no text is to blame for: a server that is away, a sink that is full. <see langword="null"/> once a part has ended after it.</summary>
    [Id(12)]
    public string? Problem { get; init; }

    /// <summary>Some of the texts that failed, the last ones first; the sink has all of them.</summary>
    [Id(13)]
    public IReadOnlyList<LlmBulkFailure> Failures { get; init; } = [];

    /// <summary>Whether nothing happens any more, unless the job is resumed.</summary>
    public bool IsAtRest => State is LlmBulkJobState.Done or LlmBulkJobState.Cancelled or LlmBulkJobState.Failed || (State is LlmBulkJobState.Paused && PartsUnderWay == 0);
}

/// <summary>A text that could not be worked on.</summary>
/// <param name="Index">Its place in the source.</param>
/// <param name="Error">Why, without anything of the text.</param>
[GenerateSerializer]
[Alias("OllamaSdk.LlmBulkFailure")]
public sealed record LlmBulkFailure([property: Id(0)] long Index, [property: Id(1)] string Error);
