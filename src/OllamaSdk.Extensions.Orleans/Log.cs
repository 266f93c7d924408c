using Microsoft.Extensions.Logging;

namespace OllamaSdk.BulkJobs;

/// <summary>All that is logged. Never a text, a result or a key.</summary>
internal static partial class Log
{
    [LoggerMessage(16, LogLevel.Error, "The bulk job {Job} has failed; its status tells why.")]
    public static partial void JobFailed(ILogger logger, string job);

    [LoggerMessage(17, LogLevel.Warning, "Part {Part} of the bulk job {Job} could not be done: {Problem}")]
    public static partial void PartFailed(ILogger logger, string job, int part, string problem);

    [LoggerMessage(18, LogLevel.Warning, "The cluster could not be asked for bulk work; it is asked again.")]
    public static partial void ClusterSilent(ILogger logger, Exception exception);
}
