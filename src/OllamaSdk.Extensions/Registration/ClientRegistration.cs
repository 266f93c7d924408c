using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OllamaSdk.Extensions.Configuration;

namespace OllamaSdk.Extensions.Registration;

/// <summary>What the registrations of all three clients have in common.</summary>
internal sealed class ClientRegistration<TClient, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>
    where TClient : class
    where TOptions : LlmConnectionOptions, new()
{
    /// <summary>Reads the section into the options.</summary>
    public required Action<IConfiguration, TOptions> Read { get; init; }

    /// <summary>Throws what the client would throw for these options.</summary>
    public required Action<TOptions> Check { get; init; }

    public required Func<HttpClient, TOptions, TClient> Create { get; init; }

    public IHttpClientBuilder AddTo(IServiceCollection services, string? name, IConfiguration? section, Action<TOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var optionsName = name ?? Options.DefaultName;
        var httpName = name is null ? typeof(TClient).Name : $"{typeof(TClient).Name}:{name}";
        AddOptions(services, optionsName, section, configure);
        Services.TryAdd(services, name, provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(optionsName);
            return Create(provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName), options);
        });

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

    private void AddOptions(IServiceCollection services, string optionsName, IConfiguration? section, Action<TOptions>? configure)
    {
        services.AddOptions<TOptions>(optionsName).Configure<IServiceProvider>((options, provider) =>
        {
            options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
            options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
            if (section is not null)
            {
                Read(section, options);
            }

            configure?.Invoke(options);
        }).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new OptionsCheck<TOptions>(optionsName, section, Read, Check));
    }
}
