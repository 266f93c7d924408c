namespace OllamaSdk.Llm;

/// <summary>One server asked for one call.</summary>
internal sealed class LlmAttempt : IDisposable
{
    private readonly Action<ResponseInfo>? _listener;

    /// <param name="route">The target that is asked.</param>
    /// <param name="model">The model it is asked for.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="maxRetries">How often it may be asked again; the call's own or the client's where <see langword="null"/>.</param>
    /// <param name="isGuarded">Whether the server's breaker has a say.</param>
    /// <param name="startedAt">A timestamp of the client's clock.</param>
    public LlmAttempt(LlmRoute route, string model, LlmRequest request, int? maxRetries, bool isGuarded, long startedAt)
    {
        (Route, Model, Request, IsGuarded, StartedAt) = (route, model, request, isGuarded, startedAt);
        _listener = request.Call?.OnResponse;
        Options = request.Call?.Clone() ?? new CallOptions();
        Options.MaxRetries = maxRetries ?? Options.MaxRetries;
        Options.RequestId = request.RequestId ?? Options.RequestId;
        Options.OnResponse = NoteAnswer;
    }

    public LlmRequest Request { get; }

    public LlmRoute Route { get; }

    public TargetSettings Target => Route.Target;

    public LlmServer Server => Route.Server;

    public string Model { get; }

    public bool IsGuarded { get; }

    /// <summary>The settings of this attempt.</summary>
    public CallOptions Options { get; }

    /// <summary>From when on the pace is measured, as a timestamp of the client's clock: the first part, once there are more.</summary>
    public long StartedAt { get; set; }

    /// <summary>When the first part was delivered.</summary>
    public long FirstPartAt { get; set; }

    /// <summary>Whether the caller has got a part of the answer.</summary>
    public bool HasDelivered { get; set; }

    /// <summary>How often the request was sent, as far as an answer came.</summary>
    public int Sent { get; private set; } = 1;

    /// <summary>The server has one call less to do.</summary>
    public void Dispose() => Server.Leave();

    private void NoteAnswer(ResponseInfo answer)
    {
        Sent = answer.Attempts;
        _listener?.Invoke(answer);
    }
}
