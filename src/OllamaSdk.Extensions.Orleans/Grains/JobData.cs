namespace OllamaSdk.BulkJobs.Grains;

/// <summary>What is kept of a job. Grain storages write it by Orleans' serializer or as JSON, so it has nothing but properties.</summary>
[GenerateSerializer]
[Alias("OllamaSdk.BulkJobData")]
internal sealed class JobData
{
    [Id(0)]
    public LlmBulkJob? Job { get; set; }

    [Id(1)]
    public LlmBulkJobState State { get; set; }

    [Id(2)]
    public long? Count { get; set; }

    [Id(3)]
    public PartSet Done { get; set; } = new();

    [Id(4)]
    public long Succeeded { get; set; }

    [Id(5)]
    public long Failed { get; set; }

    [Id(6)]
    public DateTimeOffset CreatedAt { get; set; }

    [Id(7)]
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who works on what, so that the parts of living silos stay theirs when this grain moves.</summary>
    [Id(8)]
    public List<Lease> Leases { get; set; } = [];

    /// <summary>The last ones first.</summary>
    [Id(9)]
    public List<LlmBulkFailure> Failures { get; set; } = [];

    [Id(10)]
    public string? Problem { get; set; }
}
