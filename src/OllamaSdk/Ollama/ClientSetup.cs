using Microsoft.Extensions.Logging;
using OllamaSdk.ApiCalls;
using OllamaSdk.Models;
using OllamaSdk.Transport;

namespace OllamaSdk;

/// <summary>The two servers of an <see cref="OllamaClient"/>: its endpoint, and when it is needed ollama.com; each key goes to its own.</summary>
internal sealed class ClientSetup : IDisposable
{
    private const string HostVariable = "OLLAMA_HOST";
    private const string KeyVariable = "OLLAMA_API_KEY";

    private readonly ConnectionSetup _connection;
    private readonly Lazy<ApiRunner> _cloud;

    public ClientSetup(OllamaClientOptions options, HttpClient? client)
    {
        _connection = new ConnectionSetup(options, client);
        var endpoint = FindEndpoint(options, client);
        var cloud = OptionChecks.Endpoint(options.CloudEndpoint, nameof(options.CloudEndpoint)).ForNative();
        var cloudKey = options.CloudApiKey is { Length: > 0 } given ? given : EnvironmentKey();
        Endpoint = endpoint.Address;
        CheckCapabilities = options.CheckCapabilities;
        CheckThinkingLevels = options.CheckThinkingLevels;
        OutOfMemoryRecovery = options.OutOfMemoryRecovery;
        try
        {
            Runner = _connection.CreateRunner(endpoint, options.ApiKey ?? (IsHosted(endpoint.Address) ? cloudKey : null), options.Headers.ToArray(), HintFor(endpoint.Address));
        }
        catch (ArgumentException e) when (e.ParamName == nameof(endpoint) && Given(options, client) is null)
        {
            throw new LlmConfigurationException($"The environment variable {HostVariable} is wrong. {e.Message.Split(" (Parameter '")[0]}", e);
        }

        if (options.PromptGuard.AskWindow && Runner.Guard is { } guard)
        {
            guard.Question = new(new LoadedWindows(Runner).FindAsync, Endpoint, Logger, Runner.Clock);
        }

        _cloud = new Lazy<ApiRunner>(() => IsSameHost(cloud.Address, Endpoint)
            ? Runner
            : _connection.CreateRunner(cloud, cloudKey ?? throw new LlmConfigurationException(
                $"Web search and fetch at {cloud.Address} need an API key: set {KeyVariable}, or CloudApiKey in the client's options."), headers: null, HintFor(cloud.Address)));
    }

    public ApiRunner Runner { get; }

    public ApiRunner CloudRunner => _cloud.Value;

    public Uri Endpoint { get; }

    public bool CheckCapabilities { get; }

    public bool CheckThinkingLevels { get; }

    public bool OutOfMemoryRecovery { get; }

    public ILogger Logger => _connection.Logger;

    public bool SplitThinkTags => _connection.SplitThinkTags;

    public string? DefaultModel => _connection.DefaultModel;

    public void Dispose()
    {
        Runner.Dispose();
        if (_cloud.IsValueCreated)
        {
            _cloud.Value.Dispose();
        }

        _connection.Dispose();
    }

    private static ServerEndpoint FindEndpoint(OllamaClientOptions options, HttpClient? client)
    {
        if (Given(options, client) is { } text)
        {
            return OptionChecks.Endpoint(text).ForNative();
        }

        try
        {
            return EndpointParser.Parse(Environment.GetEnvironmentVariable(HostVariable)).ForNative();
        }
        catch (FormatException e)
        {
            throw new LlmConfigurationException($"The environment variable {HostVariable} is wrong. {e.Message}", e);
        }
    }

    private static string? Given(OllamaClientOptions options, HttpClient? client) => options.Endpoint ?? client?.BaseAddress?.OriginalString;

    private static string? EnvironmentKey()
    {
        if (Environment.GetEnvironmentVariable(KeyVariable)?.Trim() is not { Length: > 0 } key)
        {
            return null;
        }

        return HeaderChecks.IsToken(key)
            ? key
            : throw new LlmConfigurationException($"The environment variable {KeyVariable} holds a blank, a control character or a character beyond ASCII (value not shown).");
    }

    private static string HintFor(Uri address) => IsHosted(address) ? StartHints.OllamaCloud : StartHints.Ollama;

    private static bool IsHosted(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.Host.Equals("ollama.com", StringComparison.OrdinalIgnoreCase);

    private static bool IsSameHost(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
