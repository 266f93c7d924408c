using OllamaSdk.Llm;
using OllamaSdk.Providers;
using OllamaSdk.Transport;

namespace OllamaSdk.Launching;

/// <summary>Options, checked and put together with the environment: what is to be started, where, and with what.</summary>
internal sealed class LaunchPlan
{
    private readonly LlmClientOptions _client;

    private LaunchPlan(OllamaServerOptions options, LaunchRecipe recipe, LlmClientOptions client, TargetSettings target)
    {
        _client = client;
        Recipe = recipe;
        Provider = options.Provider;
        Endpoint = target.Address;
        Authority = $"{(target.Address.Host == "localhost" ? "127.0.0.1" : target.Address.Host)}:{target.Address.Port}";
        Program = options.Program ?? recipe.Program;
        StartTimeout = options.StartTimeout;
        StopTimeout = options.StopTimeout;
        OutputReceived = options.OutputReceived;
        Environment = ServerEnvironment.For(recipe, options.Environment);
        if (recipe.AddressVariable is { } variable)
        {
            Environment[variable] = Authority;
        }

        Model = target.Model == options.Provider.DefaultModel ? null : target.Model;
        var host = Authority[..Authority.LastIndexOf(':')].Trim('[', ']');
        Arguments = [.. recipe.ArgumentsFor(host, target.Address.Port, Model), .. options.Arguments];
        Safe = new SafeText([.. ServerEnvironment.Secrets(options.Environment), .. ArgumentSecrets.Of(Arguments)]);
    }

    public LaunchRecipe Recipe { get; }

    public LlmProvider Provider { get; }

    public Uri Endpoint { get; }

    /// <summary>Host and port, the same for every way to write them.</summary>
    public string Authority { get; }

    public string Program { get; }

    /// <summary>The model to start with, where one is named.</summary>
    public string? Model { get; }

    public string[] Arguments { get; }

    public Dictionary<string, string> Environment { get; }

    public TimeSpan StartTimeout { get; }

    public TimeSpan StopTimeout { get; }

    public SafeText Safe { get; }

    /// <summary>Is told each line that the server writes.</summary>
    public Action<string>? OutputReceived { get; }

    public TimeProvider Clock => _client.TimeProvider;

    public static LaunchPlan Make(OllamaServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var provider = options.Provider;
        var recipe = LaunchRecipe.For(provider)
            ?? throw new ArgumentException($"{provider.DisplayName} cannot be started from here. {provider.StartHint}.", nameof(options));
        var client = new LlmClientOptions
        {
            Targets = { new LlmTarget(provider, options.Model, options.Endpoint) },
            TimeProvider = options.TimeProvider,
            // Where and what, but no key: nothing that is asked here needs one.
            ReadVariable = name => provider.EndpointVariables.Contains(name) || name == provider.ModelVariable ? System.Environment.GetEnvironmentVariable(name) : null,
        };
        var settings = new ClientSettings(client);
        var target = settings.Targets[0];
        if (target.Address is not { IsLoopback: true, Scheme: "http", Port: > 0 })
        {
            throw new LlmConfigurationException(
                $"No server can be started at {target.Address}: it must be http, on this machine's loopback and with a port, such as http://127.0.0.1:11434. "
                + $"The address comes from {settings.All.First(s => s.Name.EndsWith(".Endpoint", StringComparison.Ordinal))}.");
        }

        return new LaunchPlan(options, recipe, client, target);
    }

    /// <summary>A client that knows how to find out whether this server is ready.</summary>
    public LlmClient CreateClient() => new(_client);

    /// <summary>The server's routes, asked without a key.</summary>
    public ServerRoutes CreateRoutes() => new(new ServerEndpoint(Endpoint, null), new OpenAI.OpenAICompatibleClientOptions { TimeProvider = Clock });
}
