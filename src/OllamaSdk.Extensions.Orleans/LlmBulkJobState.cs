namespace OllamaSdk.BulkJobs;

/// <summary>Where a bulk job is.</summary>
public enum LlmBulkJobState
{
    /// <summary>It waits for a silo to count its texts.</summary>
    Created,

    /// <summary>Silos work on its parts.</summary>
    Running,

    /// <summary>No part is begun any more; those that were under way come to their end. It can be resumed.</summary>
    Paused,

    /// <summary>Parts under way were dropped; what is in the sink stays there. It can be resumed.</summary>
    Cancelled,

    /// <summary>Every part is in the sink.</summary>
    Done,

    /// <summary>A part could not be done in several attempts, for a reason that is not its texts'; <see cref="LlmBulkJobStatus.Problem"/> tells it. It can be resumed.</summary>
    Failed,
}
