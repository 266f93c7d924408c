using OllamaSdk.Prompting;
using OllamaSdk.Transport;
using Refit;

namespace OllamaSdk.ApiCalls;

/// <summary>Makes the interfaces of the API work: Refit's generated clients build the requests, and everything from there on is ours.</summary>
internal sealed class ApiRunner : IDisposable
{
    private readonly RunnerSettings _settings;
    private readonly CallHandler _calls;
    private readonly RefitSettings _refit;

    public ApiRunner(HttpMessageHandler pipeline, RunnerSettings settings)
    {
        _settings = settings;
        _calls = new CallHandler(settings) { InnerHandler = pipeline };
        // Never disposed: a call after that would fail in HttpClient's words, not in ours.
        Http = new HttpClient(_calls, disposeHandler: false) { BaseAddress = settings.Endpoint, Timeout = Timeout.InfiniteTimeSpan };
        _refit = CreateRefitSettings();
    }

    /// <summary>Sends requests through the whole pipeline; every answer of it is an <see cref="Answer"/>.</summary>
    public HttpClient Http { get; }

    public TimeProvider Clock => _settings.Clock;

    public PromptGuard Guard => _settings.Guard;

    /// <summary>The client that Refit generated for an interface of this assembly.</summary>
    public T Api<T>()
        where T : class => RestService.ForGenerated<T>(Http, _refit);

    /// <summary>The same where a user names the interface. Not for each start: as a native program .NET then first unpacks what it knows of assemblies.</summary>
    public T NamedApi<T>()
        where T : class =>
        // The methods of another would not be read by our adapters, which are found where an interface is compiled.
        typeof(T).Assembly == typeof(ApiRunner).Assembly
            ? Api<T>()
            : throw new ArgumentException($"{typeof(T)} is no interface of OllamaSdk. For routes that it does not know, use SendAsync.", nameof(T));

    /// <summary>What Refit must know to build requests for this pipeline; whoever uses it sends through a handler that is not theirs to dispose.</summary>
    public RefitSettings CreateRefitSettings() => new(new BodySerializer(_settings.Json), new PathSegmentFormatter())
    {
        // Without this a body is pushed in chunks and has no length.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        // The handlers throw every failure under its own type already.
        TransportExceptionFactory = static (_, fault, _) => fault,
        // A call whose answer is adapted loses its token otherwise, see CallHandler.
        CaptureMethodArguments = true,
        HttpMessageHandlerFactory = () => new Borrowed(_calls),
    };

    /// <summary>For the operations that may go on after an answer had begun (pull, upload): how often, as for any other retry.</summary>
    public int RetriesOf(CallOptions? options) => options?.MaxRetries ?? _settings.Retry.MaxRetries;

    /// <inheritdoc cref="RetriesOf"/>
    public Task WaitBeforeRetryAsync(int retriesSoFar, CancellationToken cancellationToken) =>
        Task.Delay(RetryRules.Delay(_settings.Retry, retriesSoFar, null, Random.Shared.NextDouble()), _settings.Clock, cancellationToken);

    public HttpContent ToContent<T>(T body) => _refit.ContentSerializer.ToHttpContent(body);

    /// <summary>Ends every call and stream that is under way with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _calls.Close();

    private sealed class Borrowed(HttpMessageHandler pipeline) : DelegatingHandler(pipeline)
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}
