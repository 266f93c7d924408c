namespace OllamaSdk.BulkJobs;

/// <summary>What is done with each text of a bulk job.</summary>
public enum LlmBulkKind
{
    /// <summary>It becomes a vector, see <see cref="LlmClient.EmbedManyAsync(IAsyncEnumerable{string}, string?, BulkOptions?, CallOptions?, CancellationToken)"/>.</summary>
    Embed,

    /// <summary>A model answers it, see <see cref="LlmBulkJob.Template"/>.</summary>
    Generate,

    /// <summary>A decision model answers the same questions about it, see <see cref="LlmBulkJob.Questions"/>.</summary>
    Decide,
}
