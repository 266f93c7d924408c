namespace OllamaSdk.Transport;

/// <summary>What every exception of a call should say: where it went, for which model, how often.</summary>
internal sealed record CallContext(Uri Endpoint, string? Model, CallState State)
{
    public void Complete(LlmException exception)
    {
        exception.Endpoint ??= Endpoint;
        exception.Model ??= Model;
        exception.Attempts = State.Attempts;
    }
}
