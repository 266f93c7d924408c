using System.Text.Json.Serialization;

namespace OllamaSdk.BulkJobs.Http;

// What is sent and taken over HTTP. The names are part of the interface: the command line and others read them.

/// <summary>How far a job is.</summary>
internal sealed record JobDocument(
    string Id, string Kind, string Source, string Sink, string? Model, string State, long? Count, long Succeeded, long Failed, int Parts, int PartsDone, int PartsUnderWay,
    DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, double? TextsPerSecond, double? SecondsLeft, string? Problem, IReadOnlyList<FailureDocument> Failures)
{
    public static JobDocument Of(LlmBulkJobStatus status) => new(
        status.Job.Id, StateText.Of(status.Job.Kind), status.Job.Source, status.Job.Sink, status.Job.Model, StateText.Of(status.State), status.Count, status.Succeeded,
        status.Failed, status.Parts, status.PartsDone, status.PartsUnderWay, status.CreatedAt, status.ChangedAt, status.TextsPerSecond, status.TimeLeft?.TotalSeconds,
        status.Problem, [.. status.Failures.Select(failure => new FailureDocument(failure.Index, failure.Error))]);
}

/// <summary>A text that failed.</summary>
internal sealed record FailureDocument(long Index, string Error);

/// <summary>All jobs.</summary>
internal sealed record JobsDocument(IReadOnlyList<JobDocument> Jobs);

/// <summary>Why not.</summary>
internal sealed record ErrorDocument(string Error);

/// <summary>A job to be created.</summary>
internal sealed record NewJobDocument(
    string? Id, string? Kind, string? Source, string? Sink, string? Model, string? Template, string? System, double? Temperature, int? MaxTokens, string? Questions, int? PartSize,
    int? MaxBatchCount, int? MaxConcurrency)
{
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public LlmBulkJob ToJob()
    {
        var usual = new LlmBulkJob();
        return new()
        {
            Id = Id ?? "",
            Kind = Kind switch
            {
                "embed" => LlmBulkKind.Embed,
                "generate" => LlmBulkKind.Generate,
                "decide" => LlmBulkKind.Decide,
                _ => throw new ArgumentException("kind must be embed, generate or decide."),
            },
            Source = Source ?? "",
            Sink = Sink ?? "",
            Model = Model,
            Template = Template,
            System = System,
            Temperature = Temperature,
            MaxTokens = MaxTokens,
            Questions = Questions,
            PartSize = PartSize ?? usual.PartSize,
            MaxBatchCount = MaxBatchCount ?? usual.MaxBatchCount,
            MaxConcurrency = MaxConcurrency ?? usual.MaxConcurrency,
        };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobsDocument))]
[JsonSerializable(typeof(NewJobDocument))]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class JobJson : JsonSerializerContext;
