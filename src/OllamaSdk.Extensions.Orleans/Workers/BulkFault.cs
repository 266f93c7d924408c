namespace OllamaSdk.BulkJobs.Workers;

/// <summary>Who is to blame for a text without a result.</summary>
internal enum BulkFault
{
    /// <summary>A server that is away or busy: it is waited for, as long as it takes.</summary>
    Server,

    /// <summary>Whatever is the same for all texts, and does not pass by waiting: a key, a model that nobody has.</summary>
    Settings,

    /// <summary>The text itself.</summary>
    Text,

    /// <summary>The text or the server: a text that fails several times is set aside.</summary>
    Unclear,
}

/// <summary>Reads it from what was thrown.</summary>
internal static class BulkFaults
{
    public static BulkFault Of(Exception error) => error switch
    {
        LlmFallbackException all => Of(all),
        LlmApiException { Status: 502 or 504 } => BulkFault.Server,
        LlmApiException api => Of(api.Kind),
        LlmConnectionException or LlmTimeoutException { Timer: LlmTimer.Connect } => BulkFault.Server,
        LlmConfigurationException => BulkFault.Settings,
        ArgumentException => BulkFault.Text,
        _ => BulkFault.Unclear,
    };

    private static BulkFault Of(ApiErrorKind kind) => kind switch
    {
        ApiErrorKind.BadRequest or ApiErrorKind.ContextLength => BulkFault.Text,
        ApiErrorKind.ServerBusy or ApiErrorKind.RateLimited => BulkFault.Server,
        ApiErrorKind.Unauthorized or ApiErrorKind.Forbidden or ApiErrorKind.NoBalance or ApiErrorKind.RouteNotFound or ApiErrorKind.Redirect
            or ApiErrorKind.ModelNotFound or ApiErrorKind.ModelDoesNotSupport => BulkFault.Settings,
        _ => BulkFault.Unclear,
    };

    // One server that has read the text and refused it knows more than those that are away; one that is away may be well later, whatever is wrong with another.
    private static BulkFault Of(LlmFallbackException all)
    {
        var faults = all.Failures.Select(failure => Of(failure.Error)).ToList();
        BulkFault[] weights = [BulkFault.Text, BulkFault.Unclear, BulkFault.Server];
        return weights.Append(BulkFault.Settings).First(faults.Contains);
    }
}
