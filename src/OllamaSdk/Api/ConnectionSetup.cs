using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OllamaSdk.ApiCalls;
using OllamaSdk.Prompting;
using OllamaSdk.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk;

/// <summary>Options, checked and copied, as what the runners of one client share: settings, clock, log, and the innermost handler.</summary>
internal sealed class ConnectionSetup : IDisposable
{
    private readonly LlmConnectionOptions _options;
    private readonly HttpMessageHandler _innermost;
    private readonly bool _owned;
    private readonly bool _isOwnPool;

    public ConnectionSetup(LlmConnectionOptions options, HttpClient? client)
    {
        OptionChecks.Check(options);
        _options = options.Clone();
        _isOwnPool = client is null && options.Handler is null;
        _owned = client is not null || _isOwnPool;
        _innermost = client is not null ? new ForeignClientHandler(client) : options.Handler ?? OwnPool.Create(_options);
        Logger = _options.LoggerFactory?.CreateLogger(Log.Category) ?? NullLogger.Instance;
    }

    public ILogger Logger { get; }

    public string? DefaultModel => _options.DefaultModel;

    public bool SplitThinkTags => _options.SplitThinkTags;

    /// <param name="endpoint">Where its requests go.</param>
    /// <param name="key">Sent there and nowhere else.</param>
    /// <param name="headers">The caller's headers that are meant for it; none where <see langword="null"/>.</param>
    /// <param name="startHint">What to do where nothing answers, see <see cref="LlmProvider.StartHint"/>.</param>
    /// <param name="skipMalformedEvents">Whether events that cannot be read are left out.</param>
    /// <param name="telemetryProvider">What telemetry calls the kind of server.</param>
    public ApiRunner CreateRunner(
        ServerEndpoint endpoint, string? key, IEnumerable<KeyValuePair<string, string>>? headers, string startHint, bool skipMalformedEvents = false,
        string telemetryProvider = "ollama")
    {
        // A handler of the caller's may look it up.
        if (_isOwnPool && ServiceName.Is(endpoint.Address))
        {
            throw new ArgumentException(ServiceName.Unknown(endpoint.Address), nameof(endpoint));
        }

        var credentials = OptionChecks.Credentials(key, endpoint, _options.AllowApiKeyOverHttp);
        if (_options.AllowUntrustedCertificate)
        {
            Log.UntrustedCertificate(Logger, endpoint.Address);
        }

        var isInClear = OptionChecks.IsInClear(endpoint, _options.AllowApiKeyOverHttp);
        if (isInClear)
        {
            OptionChecks.NoSecretInClear(headers ?? [], endpoint.Address, "Headers");
            (_innermost as ForeignClientHandler)?.NoSecretInClear(endpoint.Address);
        }

        // These are replaced wherever they turn up in foreign text, and so is what else is sent with a request, see CallState.
        var safe = new SafeText([credentials?.Parameter, endpoint.User, endpoint.Password, .. _options.Headers.SelectMany(h => SecretParts.OfHeader(h.Key, h.Value))]);
        var guard = new PromptGuard(_options.PromptGuard, endpoint.Address, Logger, _options.TimeProvider);
        return new ApiRunner(
            HandlerPipeline.Build(endpoint.Address, credentials, _options.Retry, _options.Timeouts, _options.TimeProvider, startHint, Logger, _innermost),
            new RunnerSettings
            {
                Endpoint = endpoint.Address,
                Json = LlmJson.Options,
                Safe = safe,
                TelemetryProvider = telemetryProvider,
                Logger = Logger,
                Timeouts = _options.Timeouts,
                Retry = _options.Retry,
                IsInClear = isInClear,
                Foreign = _innermost as ForeignClientHandler,
                MaxLineBytes = _options.MaxLineBytes,
                MaxAnswerBytes = _options.MaxAnswerBytes,
                Clock = _options.TimeProvider,
                Headers = [.. headers ?? []],
                OnOdd = (route, form) => Log.OddForm(Logger, route, endpoint.Address, form),
                Guard = guard,
                Events = new SseOptions(skipMalformedEvents, e => Log.SkippedEvent(Logger, endpoint.Address, e.LogText)),
            });
    }

    public void Dispose()
    {
        if (_owned)
        {
            _innermost.Dispose();
        }
    }
}
