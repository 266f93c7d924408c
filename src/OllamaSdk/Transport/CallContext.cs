namespace OllamaSdk.Transport;

/// <summary>What every exception of a call should say: where it went, for which model, how often.</summary>
internal sealed record CallContext(Uri Endpoint, string? Model, CallState State)
{
    /// <summary>Makes foreign text fit to be shown, without what this call has sent.</summary>
    public SafeText Safe => State.Safe;

    public void Complete(LlmException exception)
    {
        exception.Complete(Endpoint, Model, State.Attempts, State.RequestId());
        State.Span?.Fail(ErrorType.Of(exception), exception.LogText);
        if (exception is LlmStreamException { ServerError: { } cause })
        {
            Complete(cause);
        }
    }
}
