namespace OllamaSdk;

/// <summary>
/// After which failures the next target is asked. Nothing moves on once a part of an answer was delivered, unless
/// <see cref="RestartAfterItems"/> is set, nor when the caller cancels.
/// </summary>
public sealed class FallbackPolicy
{
    /// <summary>Whether a server out of reach, or a connection that breaks, moves on. On by default.</summary>
    public bool OnConnectionFailure { get; set; } = true;

    /// <summary>Whether a time limit that passes before the first part of the answer moves on. On by default.</summary>
    public bool OnTimeout { get; set; } = true;

    /// <summary>Whether an answer that is none (a web page, broken JSON) moves on. On by default.</summary>
    public bool OnProtocolError { get; set; } = true;

    /// <summary>
    /// Which refusals move on. By default: <see cref="ApiErrorKind.ServerError"/>, <see cref="ApiErrorKind.ServerBusy"/>,
    /// <see cref="ApiErrorKind.RateLimited"/>, <see cref="ApiErrorKind.NoBalance"/>, <see cref="ApiErrorKind.OutOfMemory"/> and
    /// <see cref="ApiErrorKind.ModelNotFound"/>. Not by default: <see cref="ApiErrorKind.Unauthorized"/>, so that a wrong key is noticed,
    /// <see cref="ApiErrorKind.UnusableOutput"/>, for which the server is not to blame, and everything that says the request is wrong.
    /// </summary>
    public ISet<ApiErrorKind> OnRefusals { get; } = new HashSet<ApiErrorKind>
    {
        ApiErrorKind.ServerError, ApiErrorKind.ServerBusy, ApiErrorKind.RateLimited, ApiErrorKind.NoBalance, ApiErrorKind.OutOfMemory, ApiErrorKind.ModelNotFound,
    };

    /// <summary>Decides in place of everything above, where set.</summary>
    public Func<LlmException, bool>? Decide { get; set; }

    /// <summary>
    /// Whether a stream that breaks after parts of it were delivered begins anew at the next target; <see cref="LlmUpdate.IsRestart"/> then says
    /// that what came before is void. Off by default: the answers of two models must not mix.
    /// </summary>
    public bool RestartAfterItems { get; set; }

    /// <summary>
    /// How many times a server is asked again before the next one is asked: 0 by default, as another server is quicker than a wait. The last
    /// one is asked as often as <see cref="RetryOptions.MaxRetries"/> says.
    /// </summary>
    public int RetriesBeforeMovingOn { get; set; }

    internal bool MovesOn(LlmException failure) => Decide is { } decide ? decide(failure) : failure switch
    {
        LlmConnectionException => OnConnectionFailure,
        LlmTimeoutException => OnTimeout,
        LlmProtocolException => OnProtocolError,
        LlmApiException api => OnRefusals.Contains(api.Kind),
        LlmStreamException { ServerError: { } api } => OnRefusals.Contains(api.Kind),
        LlmStreamException { Reason: StreamFailure.Interrupted or StreamFailure.Incomplete } => OnConnectionFailure,
        _ => false,
    };

    internal FallbackPolicy Clone()
    {
        var copy = new FallbackPolicy
        {
            OnConnectionFailure = OnConnectionFailure,
            OnTimeout = OnTimeout,
            OnProtocolError = OnProtocolError,
            Decide = Decide,
            RestartAfterItems = RestartAfterItems,
            RetriesBeforeMovingOn = RetriesBeforeMovingOn,
        };
        copy.OnRefusals.Clear();
        copy.OnRefusals.UnionWith(OnRefusals);
        return copy;
    }
}
