namespace OllamaSdk.BulkJobs.Grains;

/// <summary>A part that a worker has for a time.</summary>
[GenerateSerializer]
internal sealed record Lease
{
    /// <summary>The part that is the counting of the texts.</summary>
    public const int Counting = -1;

    [Id(0)]
    public Guid Id { get; init; }

    /// <summary>Which part it is, or <see cref="Counting"/>.</summary>
    [Id(1)]
    public int Part { get; init; }

    /// <summary>Who holds it: a silo's address as text.</summary>
    [Id(2)]
    public string Silo { get; init; } = "";
}

/// <summary>What a worker is to do.</summary>
/// <param name="Lease">By what right.</param>
/// <param name="Job">The job.</param>
/// <param name="Start">The first place.</param>
/// <param name="Count">How many places.</param>
[GenerateSerializer]
internal sealed record Work([property: Id(0)] Lease Lease, [property: Id(1)] LlmBulkJob Job, [property: Id(2)] long Start, [property: Id(3)] int Count)
{
    public LlmBulkPart Part => new(Job.Id, Lease.Part, Start, Count);
}

/// <summary>How a part ended.</summary>
internal enum PartEnd
{
    /// <summary>Its rows are in the sink, or the texts are counted.</summary>
    Done,

    /// <summary>Not by any fault: the silo stops.</summary>
    Returned,

    /// <summary>It could not be done.</summary>
    Failed,
}

/// <summary>What a worker says when it lets a part go.</summary>
[GenerateSerializer]
internal sealed record PartReport
{
    [Id(0)]
    public Lease Lease { get; init; } = new();

    [Id(1)]
    public PartEnd End { get; init; }

    /// <summary>How many texts have a result.</summary>
    [Id(2)]
    public int Succeeded { get; init; }

    /// <summary>How many have an error.</summary>
    [Id(3)]
    public int Failed { get; init; }

    /// <summary>Some of those.</summary>
    [Id(4)]
    public List<LlmBulkFailure> Failures { get; init; } = [];

    /// <summary>How many places the source has, where they were counted.</summary>
    [Id(5)]
    public long Count { get; init; }

    /// <summary>Why it could not be done.</summary>
    [Id(6)]
    public string? Problem { get; init; }

    /// <summary>Whether the worker would take another part.</summary>
    [Id(7)]
    public bool WantsMore { get; init; }
}
