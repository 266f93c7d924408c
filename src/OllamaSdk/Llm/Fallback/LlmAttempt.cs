namespace OllamaSdk.Llm;

/// <summary>One server asked for one call.</summary>
internal sealed class LlmAttempt(LlmRoute route, string model, LlmRequest request, bool isGuarded, long startedAt)
{
    public LlmRequest Request => request;

    public TargetSettings Target => route.Target;

    public LlmServer Server => route.Server;

    public string Model => model;

    public LlmRoute Route => route;

    /// <summary>Whether the server's breaker has a say.</summary>
    public bool IsGuarded => isGuarded;

    /// <summary>A timestamp of the client's clock; of the first delivered part, once there is one.</summary>
    public long StartedAt { get; set; } = startedAt;

    /// <summary>Whether the caller has got a part of the answer.</summary>
    public bool HasDelivered { get; set; }

    /// <summary>How often the request was sent, as far as an answer came.</summary>
    public int Sent { get; private set; } = 1;

    /// <summary>The settings of this attempt.</summary>
    public CallOptions Options { get; private set; } = null!;

    /// <param name="maxRetries">The client's or the call's own where <see langword="null"/>.</param>
    public LlmAttempt WithRetries(int? maxRetries)
    {
        var given = request.Call;
        Options = new CallOptions
        {
            TotalTimeout = given?.TotalTimeout,
            FirstByteTimeout = given?.FirstByteTimeout,
            IdleTimeout = given?.IdleTimeout,
            MaxRetries = maxRetries ?? given?.MaxRetries,
            RequestId = request.RequestId ?? given?.RequestId,
            OnResponse = answer =>
            {
                Sent = answer.Attempts;
                given?.OnResponse?.Invoke(answer);
            },
        };
        foreach (var (name, value) in given?.Headers ?? new Dictionary<string, string>())
        {
            Options.Headers[name] = value;
        }

        return this;
    }
}
