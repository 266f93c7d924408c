namespace OllamaSdk.BulkJobs.Workers;

/// <summary>Failures in words that hold nothing of a text or an answer.</summary>
internal static class FaultText
{
    /// <summary>For a job's state and its rows.</summary>
    public static string Of(Exception error) => error switch
    {
        // The message tells what was not understood.
        LlmProtocolException or LlmSchemaException => $"The server's answer could not be read ({error.GetType().Name}).",
        LlmFallbackException all => string.Join(" ", all.Failures.Select(failure => Of(failure.Error)).Distinct()),
        _ => error.Message,
    };

    /// <summary>For a log: of what sources and sinks throw it is not known what they say.</summary>
    public static string ForLog(Exception error) => error is LlmException or PartException ? Of(error) : error.GetType().Name;
}
