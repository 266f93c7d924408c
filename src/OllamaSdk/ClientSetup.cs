using Microsoft.Extensions.Logging.Abstractions;
using OllamaSdk.Http;
using OllamaSdk.Json;
using OllamaSdk.Transport;

namespace OllamaSdk;

/// <summary>Options, checked and copied, as the pipelines a client runs on: one to its endpoint, and when it is needed one to ollama.com.</summary>
internal sealed class ClientSetup : IDisposable
{
    private const string HostVariable = "OLLAMA_HOST";
    private const string KeyVariable = "OLLAMA_API_KEY";

    private readonly OllamaClientOptions _options;
    private readonly HttpMessageHandler _innermost;
    private readonly bool _owned;
    private readonly Lazy<ApiRunner> _cloud;

    private ClientSetup(OllamaClientOptions options, HttpClient? client)
    {
        OptionChecks.Check(options);
        _options = options.Clone();
        var endpoint = FindEndpoint(options, client);
        var key = options.ApiKey ?? (IsHosted(endpoint.Address) ? EnvironmentKey() : null);
        var cloud = OptionChecks.Endpoint(options.CloudEndpoint);
        var cloudKey = options.CloudApiKey ?? EnvironmentKey();
        _owned = client is not null || options.Handler is null;
        _innermost = client is not null ? new ForeignClientHandler(client) : options.Handler ?? ConnectionPool.Create(_options);
        Endpoint = endpoint.Address;
        Runner = CreateRunner(endpoint, key);
        _cloud = new Lazy<ApiRunner>(() => IsSameHost(cloud.Address, Endpoint)
            ? Runner
            : CreateRunner(cloud, cloudKey ?? throw new LlmConfigurationException(
                $"Web search and fetch at {cloud.Address} need an API key: set {KeyVariable}, or CloudApiKey in the client's options.")));
    }

    public ApiRunner Runner { get; }

    public ApiRunner CloudRunner => _cloud.Value;

    public Uri Endpoint { get; }

    public string? DefaultModel => _options.DefaultModel;

    public bool CheckCapabilities => _options.CheckCapabilities;

    public static ClientSetup Create(OllamaClientOptions options, HttpClient? client) => new(options, client);

    public void Dispose()
    {
        Runner.Dispose();
        if (_cloud.IsValueCreated)
        {
            _cloud.Value.Dispose();
        }

        if (_owned)
        {
            _innermost.Dispose();
        }
    }

    private ApiRunner CreateRunner(ServerEndpoint endpoint, string? key)
    {
        var credentials = OptionChecks.Credentials(key, endpoint, _options.AllowApiKeyOverHttp);
        var logger = _options.LoggerFactory?.CreateLogger(Log.Category) ?? NullLogger.Instance;
        if (_options.AllowUntrustedCertificate)
        {
            Log.UntrustedCertificate(logger, endpoint.Address);
        }

        var safe = new SafeText([credentials?.Parameter, .. _options.Headers.Values]);
        return new ApiRunner(
            HandlerPipeline.Build(endpoint.Address, credentials, _options.Retry, _options.Timeouts, _options.TimeProvider, safe, logger, _innermost),
            new RunnerSettings
            {
                Endpoint = endpoint.Address,
                Json = OllamaJson.Options,
                Safe = safe,
                Timeouts = _options.Timeouts,
                Retry = _options.Retry,
                MaxLineBytes = _options.MaxLineBytes,
                Clock = _options.TimeProvider,
                Headers = [.. _options.Headers],
            });
    }

    private static ServerEndpoint FindEndpoint(OllamaClientOptions options, HttpClient? client)
    {
        if ((options.Endpoint ?? client?.BaseAddress?.OriginalString) is { } text)
        {
            return OptionChecks.Endpoint(text);
        }

        try
        {
            return EndpointParser.Parse(Environment.GetEnvironmentVariable(HostVariable));
        }
        catch (FormatException e)
        {
            throw new LlmConfigurationException($"The environment variable {HostVariable} is wrong. {e.Message}", e);
        }
    }

    private static string? EnvironmentKey() =>
        Environment.GetEnvironmentVariable(KeyVariable)?.Trim() is { Length: > 0 } key ? key : null;

    private static bool IsHosted(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.Host.Equals("ollama.com", StringComparison.OrdinalIgnoreCase);

    private static bool IsSameHost(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
