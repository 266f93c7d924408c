namespace OllamaSdk.BulkJobs;

/// <summary>The states and kinds as they are written outside of C#.</summary>
internal static class StateText
{
    public static string Of(LlmBulkJobState state) => state switch
    {
        LlmBulkJobState.Created => "created",
        LlmBulkJobState.Running => "running",
        LlmBulkJobState.Paused => "paused",
        LlmBulkJobState.Cancelled => "cancelled",
        LlmBulkJobState.Done => "done",
        _ => "failed",
    };

    public static string Of(LlmBulkKind kind) => kind switch
    {
        LlmBulkKind.Embed => "embed",
        LlmBulkKind.Generate => "generate",
        _ => "decide",
    };
}
