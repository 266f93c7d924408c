using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OllamaSdk.Extensions.Configuration;
using OllamaSdk.Transport;

namespace OllamaSdk.Extensions.Registration;

/// <summary>What the registrations of all three clients have in common.</summary>
internal sealed class ClientRegistration<TClient, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>
    where TClient : class
    where TOptions : LlmConnectionOptions, new()
{
    /// <summary>Reads the section into the options.</summary>
    public required Action<IConfiguration, TOptions> Read { get; init; }

    /// <summary>What the parts of a connection string are called in such a section.</summary>
    public required IReadOnlyDictionary<string, string> ConnectionParts { get; init; }

    /// <summary>Throws what the client would throw for these options.</summary>
    public required Action<TOptions> Check { get; init; }

    public required Func<HttpClient, TOptions, TClient> Create { get; init; }

    /// <summary>Where the client's requests go.</summary>
    public required Func<TClient, IEnumerable<Uri>> Addresses { get; init; }

    public IHttpClientBuilder AddTo(IServiceCollection services, string? key, Action<TOptions>? configure) =>
        AddTo(services, key, static _ => null, configure);

    public IHttpClientBuilder AddTo(IServiceCollection services, string? key, IConfiguration section, Action<TOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(section);
        return AddTo(services, key, _ => section, configure);
    }

    public IHttpClientBuilder AddTo(IServiceCollection services, string? key, string connectionName, Action<TOptions>? configure)
    {
        ConnectionString.CheckName(connectionName);
        return AddTo(services, key, provider => ConnectionString.Read(provider, connectionName, ConnectionParts), configure);
    }

    private IHttpClientBuilder AddTo(IServiceCollection services, string? key, Func<IServiceProvider, IConfiguration?> section, Action<TOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var optionsName = key ?? Options.DefaultName;
        var httpName = HttpName.Of(typeof(TClient), key);
        AddOptions(services, optionsName, section, configure);
        services.AddKeyedSingleton(httpName, (provider, _) => new AddressOrigin(section(provider)));
        Services.TryAdd(services, key, provider => Make(provider, optionsName, httpName));
        // Made when the host starts: what only the handlers together with the address can tell is then said too.
        services.AddOptions<StartCheck>(httpName).Validate<IServiceProvider>((_, provider) => Services.Get<TClient>(provider, key) is not null).ValidateOnStart();
        return services.AddHttpClient(httpName)
            // The clients have timers of their own; this one would cut a long answer.
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            // The client keeps its handler for ever, so the pool follows DNS by itself (PooledConnectionLifetime) and need not be replaced.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                var options = provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(optionsName);
                return options.Handler ?? options.CreateConnectionPool();
            });
    }

    private TClient Make(IServiceProvider provider, string optionsName, string httpName)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(optionsName);
        var client = CreateOver(provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName), options);
        var service = Addresses(client).FirstOrDefault(ServiceName.Is);
        if (service is not null && !HandlerChain.MayLookUp(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(httpName)))
        {
            (client as IDisposable)?.Dispose();
            throw new LlmConfigurationException(ServiceName.Unknown(service));
        }

        return client;
    }

    private TClient CreateOver(HttpClient http, TOptions options)
    {
        try
        {
            return Create(http, options);
        }
        catch (ArgumentException e)
        {
            // The options have been checked.
            throw new LlmConfigurationException($"The HttpClient behind {typeof(TClient).Name} is wrong: {e.Message}", e);
        }
    }

    private void AddOptions(IServiceCollection services, string optionsName, Func<IServiceProvider, IConfiguration?> section, Action<TOptions>? configure)
    {
        services.AddOptions<TOptions>(optionsName).Configure<IServiceProvider>((options, provider) =>
        {
            options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
            options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
            if (section(provider) is { } values)
            {
                Read(values, options);
            }

            configure?.Invoke(options);
        }).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(provider => new OptionsCheck<TOptions>(optionsName, section(provider), Read, Check));
    }

    /// <summary>Options without any: check at the host's start makes the client.</summary>
    private sealed class StartCheck;
}
