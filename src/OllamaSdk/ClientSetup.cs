using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using OllamaSdk.Http;
using OllamaSdk.Json;
using OllamaSdk.Transport;

namespace OllamaSdk;

/// <summary>Options, checked and copied, as the pipeline a client runs on.</summary>
internal sealed class ClientSetup
{
    private const string HostVariable = "OLLAMA_HOST";
    private const string KeyVariable = "OLLAMA_API_KEY";

    public required ApiRunner Runner { get; init; }

    public required Uri Endpoint { get; init; }

    public string? DefaultModel { get; init; }

    public static ClientSetup Create(OllamaClientOptions options, HttpClient? client)
    {
        Validate(options);
        var endpoint = FindEndpoint(options, client);
        var credentials = FindCredentials(options, endpoint);
        var logger = options.LoggerFactory?.CreateLogger(Log.Category) ?? NullLogger.Instance;
        if (options.AllowUntrustedCertificate)
        {
            Log.UntrustedCertificate(logger, endpoint.Address);
        }

        HttpMessageHandler innermost = client is not null ? new ForeignClientHandler(client) : options.Handler ?? ConnectionPool.Create(options);
        var owned = client is not null || options.Handler is null;
        var safe = new SafeText([credentials?.Parameter, options.ApiKey, .. options.Headers.Values]);
        var retry = options.Retry.Clone();
        var timeouts = options.Timeouts.Clone();
        var pipeline = HandlerPipeline.Build(endpoint.Address, credentials, retry, timeouts, options.TimeProvider, safe, logger, innermost, owned);
        var settings = new RunnerSettings
        {
            Endpoint = endpoint.Address,
            Json = OllamaJson.Options,
            Safe = safe,
            Timeouts = timeouts,
            MaxRetries = retry.MaxRetries,
            MaxLineBytes = options.MaxLineBytes,
            Clock = options.TimeProvider,
            Headers = [.. options.Headers],
        };
        return new ClientSetup { Runner = new ApiRunner(pipeline, settings), Endpoint = endpoint.Address, DefaultModel = options.DefaultModel };
    }

    private static void Validate(OllamaClientOptions options)
    {
        options.Timeouts.Validate();
        options.Retry.Validate();
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxLineBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnectionsPerServer, 1);
        TimeoutOptions.Check(options.ConnectionIdleLifetime, nameof(options.ConnectionIdleLifetime));
        foreach (var (name, value) in options.Headers)
        {
            HeaderChecks.Check(name, value, "OllamaClientOptions.Headers");
        }
    }

    private static ServerEndpoint FindEndpoint(OllamaClientOptions options, HttpClient? client)
    {
        var explicitText = options.Endpoint ?? client?.BaseAddress?.OriginalString;
        try
        {
            return EndpointParser.Parse(explicitText ?? Environment.GetEnvironmentVariable(HostVariable));
        }
        catch (FormatException e) when (explicitText is not null)
        {
            throw new ArgumentException(e.Message, nameof(options), e);
        }
        catch (FormatException e)
        {
            throw new LlmConfigurationException($"The environment variable {HostVariable} is wrong. {e.Message}", e);
        }
    }

    private static AuthenticationHeaderValue? FindCredentials(OllamaClientOptions options, ServerEndpoint endpoint)
    {
        var key = options.ApiKey ?? (IsHosted(endpoint.Address) ? Environment.GetEnvironmentVariable(KeyVariable)?.Trim() : null);
        if (string.IsNullOrEmpty(key))
        {
            return endpoint.BasicCredentials is { } basic ? new AuthenticationHeaderValue("Basic", basic) : null;
        }

        if (!HeaderChecks.IsSafe(key) || key.Contains(' ', StringComparison.Ordinal))
        {
            throw new ArgumentException("The ApiKey holds a space, a line break, a control character or a character beyond ASCII (value not shown).", nameof(options));
        }

        if (endpoint.Address.Scheme == Uri.UriSchemeHttp && !endpoint.IsLoopback && !options.AllowApiKeyOverHttp)
        {
            throw new ArgumentException(
                $"An API key would be sent in clear to {endpoint.Address}. Use https, or set AllowApiKeyOverHttp if the network is yours.", nameof(options));
        }

        return new AuthenticationHeaderValue("Bearer", key);
    }

    private static bool IsHosted(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.Host.Equals("ollama.com", StringComparison.OrdinalIgnoreCase);
}
