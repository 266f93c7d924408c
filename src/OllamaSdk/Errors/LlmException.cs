namespace OllamaSdk;

/// <summary>
/// The root of everything this SDK throws for a failed call, apart from <see cref="ArgumentException"/> (before any I/O),
/// <see cref="OperationCanceledException"/> (the caller's token) and <see cref="ObjectDisposedException"/>.
/// </summary>
/// <remarks>
/// <para>Messages never hold an API key, a password, a prompt or the query of a URL.</para>
/// <para>Everyone can make these exceptions, so that a stand-in of a test can throw what the real thing throws.</para>
/// </remarks>
public abstract class LlmException : Exception
{
    // Most of this is known only to those through whose hands the exception goes on its way out.
    private Uri? _endpoint;
    private string? _model;
    private string? _requestId;
    private int _attempts;
    private PartialAnswer? _partial;
    private MemoryRecovery? _memoryRecovery;
    private IReadOnlyList<LlmFailure> _earlierFailures = [];

    /// <summary>A failed call.</summary>
    /// <param name="message">What happened, in words for a person.</param>
    /// <param name="innerException">What caused it.</param>
    protected LlmException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The server's base address, without user info and query; <see langword="null"/> when no server was involved.</summary>
    public Uri? Endpoint
    {
        get => _endpoint;
        init => _endpoint = value;
    }

    /// <summary>The model the request named, where it named one.</summary>
    public string? Model
    {
        get => _model;
        init => _model = value;
    }

    /// <summary>
    /// The id by which the last attempt can be found in a log: what was sent as <c>X-Request-Id</c> (see <see cref="CallOptions.RequestId"/>), else what
    /// the answer said in <c>x-request-id</c> or <c>request-id</c>; <see langword="null"/> where there was neither.
    /// </summary>
    public string? RequestId
    {
        get => _requestId;
        init => _requestId = value;
    }

    /// <summary>How many times the request was sent, the first time included; 0 when nothing was sent.</summary>
    public int Attempts
    {
        get => _attempts;
        init => _attempts = value;
    }

    /// <summary>What a stream had delivered before it failed; <see langword="null"/> outside streams.</summary>
    public PartialAnswer? Partial
    {
        get => _partial;
        init => _partial = value;
    }

    /// <summary>Whether the same request would only end in the same way, where the type of the exception does not say it.</summary>
    internal bool IsLasting { get; init; }

    /// <summary>What was done in vain to make room for the model; <see langword="null"/> where nothing was.</summary>
    public MemoryRecovery? MemoryRecovery
    {
        get => _memoryRecovery;
        init => _memoryRecovery = value;
    }

    /// <summary>The servers an <see cref="LlmClient"/> had asked in vain before it came to the one that this exception is about.</summary>
    public IReadOnlyList<LlmFailure> EarlierFailures
    {
        get => _earlierFailures;
        init => _earlierFailures = value;
    }

    /// <summary>The message as a log may have it: with nothing of an answer.</summary>
    internal virtual string LogText => Message;

    /// <summary>What the call knows and the place that threw did not.</summary>
    internal void Complete(Uri endpoint, string? model, int attempts, string? requestId)
    {
        _endpoint ??= endpoint;
        _model ??= model;
        _requestId ??= requestId;
        _attempts = attempts;
    }

    internal void Complete(PartialAnswer? partial) => _partial ??= partial;

    internal void Complete(MemoryRecovery? recovery) => _memoryRecovery = recovery;

    internal void Complete(IReadOnlyList<LlmFailure> earlierFailures) => _earlierFailures = earlierFailures;
}
