namespace OllamaSdk.Transport;

/// <summary>Which failures are worth another try, and after which wait.</summary>
internal static class RetryRules
{
    /// <param name="failure">Why the last attempt failed.</param>
    /// <param name="state">The call it belongs to.</param>
    /// <param name="retriesSoFar">0 after the first attempt.</param>
    /// <param name="options">The client's limits.</param>
    public static bool Allows(LlmException failure, CallState state, int retriesSoFar, RetryOptions options)
    {
        var limit = state.Kind == OperationKind.Generation ? Math.Min(state.MaxRetries, OperationPolicy.MaxGenerationRetries) : state.MaxRetries;
        if (retriesSoFar >= limit)
        {
            return false;
        }

        return failure switch
        {
            { IsLasting: true } => false,
            // A name that does not resolve twice will not resolve at all.
            LlmConnectionException { Phase: ConnectionPhase.Resolve } => retriesSoFar == 0,
            LlmConnectionException { Phase: ConnectionPhase.Tls } => false,
            LlmConnectionException connection => connection.NothingSent || state.Kind != OperationKind.Change,
            LlmTimeoutException { Timer: LlmTimer.Connect } => true,
            LlmTimeoutException => state.Kind == OperationKind.Read,
            LlmProtocolException => state.Kind == OperationKind.Read && retriesSoFar == 0,
            LlmApiException api => state.Kind != OperationKind.Change && IsTransient(api, state.Kind, retriesSoFar) && !(api.RetryAfter > options.MaxRetryAfter),
            _ => false,
        };
    }

    /// <param name="options">The client's waits.</param>
    /// <param name="retriesSoFar">0 for the first wait.</param>
    /// <param name="retryAfter">The server's own wish, which is the least.</param>
    /// <param name="random">From 0 up to, but not including, 1.</param>
    public static TimeSpan Delay(RetryOptions options, int retriesSoFar, TimeSpan? retryAfter, double random)
    {
        // The power can be infinite, and zero times infinity is no number.
        var growth = Math.Min(Math.Pow(options.Factor, retriesSoFar), double.MaxValue);
        var bound = Math.Min(options.MaxDelay.TotalSeconds, options.BaseDelay.TotalSeconds * growth);
        var delay = TimeSpan.FromSeconds(bound * random);
        return retryAfter > delay ? retryAfter.Value : delay;
    }

    private static bool IsTransient(LlmApiException api, OperationKind kind, int retriesSoFar) => api.Status switch
    {
        // A gateway may say what a wait does not mend by a status that says come again.
        _ when api.Kind is ApiErrorKind.NoBalance or ApiErrorKind.BadRequest or ApiErrorKind.ContextLength or ApiErrorKind.ModelDoesNotSupport
            or ApiErrorKind.ModelNotFound or ApiErrorKind.UnusableOutput => false,
        408 or 429 or 502 or 503 or 504 or 529 => true,
        500 => kind == OperationKind.Read && retriesSoFar == 0 && api.Kind == ApiErrorKind.ServerError,
        _ => false,
    };
}
