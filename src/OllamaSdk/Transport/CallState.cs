using System.Net.Http.Headers;
using OllamaSdk.Telemetry;

namespace OllamaSdk.Transport;

/// <summary>What travels with a request through the handlers: what it is, how patient it is, how often it was sent.</summary>
internal class CallState(HttpMethod method, string path)
{
    private static readonly HttpRequestOptionsKey<CallState> Key = new("OllamaSdk.CallState");

    private HttpRequestHeaders? _sent;
    private HttpRequestHeaders? _copied;
    private JsonBody? _body;
    private WrittenTexts? _form;

    public OperationKind Kind { get; init; } = OperationPolicy.KindOf(method, path);

    public TimeSpan FirstByteLimit { get; set; }

    public int MaxRetries { get; set; }

    public HttpMethod Method { get; } = method;

    /// <summary>The path with its placeholders.</summary>
    public string Path { get; } = path;

    /// <summary>Both, for logs.</summary>
    public string Route => $"{Method} {Path}";

    /// <summary>What is known to be secret before the request is sent.</summary>
    public SafeText Known { get; set; } = SafeText.Nothing;

    /// <summary>
    /// The same with the secrets among the headers of the request, whoever has set them (the caller, or a handler or client of the caller's), and with what
    /// was written in its body.
    /// </summary>
    public SafeText Safe => Known.With(Written).With(Headers.SelectMany(header => SecretParts.OfHeader(header.Key, header.Value)));

    /// <summary>Watches the call; <see langword="null"/> where nobody listens.</summary>
    public virtual CallSpan? Span => null;

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>When the last attempt was sent, by the client's clock.</summary>
    public long SentAt { get; set; }

    /// <summary>The connection that the call has, of the SDK's own pool.</summary>
    public IDisposable? Connection { get; set; }

    /// <summary>How many connections there are, while the call waits for one of them.</summary>
    public int? AwaitedConnections { get; set; }

    /// <summary>Hears of every answer; of one that is read on its way out, elsewhere.</summary>
    public Action<ResponseInfo>? OnResponse { get; set; }

    /// <summary>The headers of the last attempt's answer, as long as there is one.</summary>
    public HttpResponseHeaders? Answered { get; set; }

    /// <summary>Why the last attempt failed; kept in case the total timer ends a wait.</summary>
    public LlmException? LastFailure { get; set; }

    public void AttachTo(HttpRequestMessage request)
    {
        request.Options.Set(Key, this);
        _sent = request.Headers;
        _body = request.Content as JsonBody;
        _form = request.Content is MultipartContent form ? WrittenTexts.Of(form) : null;
    }

    /// <summary>Remembers what another client has sent in place of the request, with headers of its own.</summary>
    public static void NoteCopy(HttpRequestMessage request, HttpRequestMessage copy)
    {
        if (request.Options.TryGetValue(Key, out var state))
        {
            state._copied = copy.Headers;
        }
    }

    /// <summary>Tells the caller of an answer's headers. An exception of the caller's ends the call, whatever it is.</summary>
    public void Tell(HttpResponseMessage answer, string? contentType)
    {
        try
        {
            OnResponse?.Invoke(new ResponseInfo((int)answer.StatusCode, answer.Headers, contentType, Attempts));
        }
        catch
        {
            MaxRetries = 0;
            throw;
        }
    }

    /// <summary>The id that was sent, else the answer's.</summary>
    public string? RequestId() =>
        _sent?.NonValidated.TryGetValues(RequestHeaders.RequestId, out var sent) == true ? sent.ToString()
        : Answered is { } answer ? AnswerHeaders.RequestId(answer, Safe) : null;

    public static CallState Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var state)
            ? state
            : throw new InvalidOperationException("A request came to the SDK's handlers without its call state.");

    private WrittenTexts Written => _form ?? (_body is { } body ? WrittenTexts.Of(() => body.Utf8) : WrittenTexts.Nothing);

    private IEnumerable<(string Key, string Value)> Headers =>
        new[] { _sent, _copied }.OfType<HttpRequestHeaders>().SelectMany(headers => headers.NonValidated.Select(header => (header.Key, header.Value.ToString())));
}
