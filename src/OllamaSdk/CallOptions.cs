using System.Net.Http.Headers;

namespace OllamaSdk;

/// <summary>Settings of one call; what is not set comes from the client. It may be shared by any number of calls.</summary>
public sealed class CallOptions
{
    private static readonly Dictionary<string, string> None = [];

    private Dictionary<string, string>? _headers;

    /// <summary>The whole call, body included; <see cref="Timeout.InfiniteTimeSpan"/> switches it off.</summary>
    public TimeSpan? TotalTimeout { get; set; }

    /// <summary>
    /// From sending the request to the headers of the answer, per attempt; of a chat or generate answer to its first part, as
    /// <see cref="TimeoutOptions.StreamedGeneration"/> says.
    /// </summary>
    public TimeSpan? FirstByteTimeout { get; set; }

    /// <summary>Waiting for the next item of a stream, or the next bytes of a body; see <see cref="TimeoutOptions.Idle"/>.</summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>How many more times the request may be sent; 0 switches retries off.</summary>
    public int? MaxRetries { get; set; }

    /// <summary>
    /// How often a typed answer that is not what the schema says is sent back to the model, with the words of the error; 0, and at most 100. Each is
    /// one more request, with time limits of its own. An answer that was cut, and one that asks for a tool, is not sent back.
    /// </summary>
    public int MaxRepairs { get; set; }

    /// <summary>
    /// Whether a typed answer must be the JSON of its schema and nothing else; off. Else reasoning, a fence of Markdown and words around it are passed
    /// over, and what can mean but one thing is read as it was meant, as <see cref="ToolLoopOptions.StrictArguments"/> says of arguments. On
    /// <c>/v1</c>, <c>strict</c> is sent with the schema: OpenAI then refuses one with members that may be absent.
    /// </summary>
    public bool StrictSchema { get; set; }

    /// <summary>Called once at the end of a typed answer, before the value or the <see cref="LlmSchemaException"/> is there. Its exceptions end the call.</summary>
    public Action<TypedAnswerInfo>? OnTypedAnswer { get; set; }

    /// <summary>Sent as <c>X-Request-Id</c>, so that a call can be found in a proxy's or a server's log; failures have it as <see cref="LlmException.RequestId"/>.</summary>
    public string? RequestId { get; set; }

    /// <summary>
    /// Headers of this call; each wins over the client's header of the same name. Values that prove who one is are in no text, and go in clear to no other
    /// machine, see <see cref="LlmConnectionOptions.AllowApiKeyOverHttp"/>: the call then throws an <see cref="ArgumentException"/>.
    /// </summary>
    public IDictionary<string, string> Headers => _headers ??= new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Called when the headers of an answer have come, before its body is read: once for each answer, so also for a refusal and for one after which the
    /// request is sent again. <see cref="ResponseInfo.Attempts"/> tells them apart. Its exceptions end the call.
    /// </summary>
    public Action<ResponseInfo>? OnResponse { get; set; }

    /// <summary>What is done about a prompt that may be too long; <see cref="PromptGuardOptions.Mode"/> of the client where <see langword="null"/>.</summary>
    public PromptGuardMode? PromptGuard { get; set; }

    /// <summary>The headers that were set. For reading only: nothing is made, since calls share these options.</summary>
    internal Dictionary<string, string> GivenHeaders => _headers ?? None;

    /// <summary>A timestamp of the client's clock, where the call began before this request: <see cref="TotalTimeout"/> holds from there.</summary>
    internal long? BeganAt { get; set; }

    /// <summary>Whether a full memory is a failure of the call and nothing is done about it, since the result could not tell.</summary>
    internal bool NoRecovery { get; set; }

    /// <summary>The context length that <see cref="PromptGuardMode.Fit"/> has put into the request.</summary>
    internal int? ChosenContextLength { get; set; }

    internal static CallOptions WithoutRecovery(CallOptions? options)
    {
        var copy = options?.Clone() ?? new CallOptions();
        copy.NoRecovery = true;
        return copy;
    }

    /// <summary>A copy whose settings may be changed; the headers are the same ones.</summary>
    internal CallOptions Clone() => (CallOptions)MemberwiseClone();

    internal void Validate()
    {
        TimeoutOptions.Check(TotalTimeout ?? Timeout.InfiniteTimeSpan, nameof(TotalTimeout));
        TimeoutOptions.Check(FirstByteTimeout ?? Timeout.InfiniteTimeSpan, nameof(FirstByteTimeout));
        TimeoutOptions.Check(IdleTimeout ?? Timeout.InfiniteTimeSpan, nameof(IdleTimeout));
        RetryOptions.CheckCount(MaxRetries ?? 0, nameof(MaxRetries));
        RetryOptions.CheckCount(MaxRepairs, nameof(MaxRepairs));
        PromptGuardOptions.Check(PromptGuard ?? PromptGuardMode.Off, nameof(PromptGuard));
    }
}

/// <summary>What is known of an answer when its headers have come.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers of the answer.</param>
/// <param name="ContentType">The answer's <c>Content-Type</c>, where it has one.</param>
/// <param name="Attempts">How many times the request had been sent, this time included.</param>
public sealed record ResponseInfo(int Status, HttpResponseHeaders Headers, string? ContentType, int Attempts);
