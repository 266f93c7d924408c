using Microsoft.Extensions.DependencyInjection;
using OllamaSdk;
using OllamaSdk.Aspire;
using OllamaSdk.Aspire.Configuration;
using OllamaSdk.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers <see cref="OllamaClient"/> in a program that Aspire starts.</summary>
public static class AspireOllamaExtensions
{
    /// <summary>
    /// Adds an <see cref="OllamaClient"/>, a singleton, for the server or model of this name in the app host, with a health check and with the SDK's traces
    /// and metrics.
    /// </summary>
    /// <remarks>
    /// <para>The resilience handler that Aspire's service defaults give to every <see cref="HttpClient"/> is taken off this one: it would end an answer after
    /// 10 s and ask again. The client has its own retry and time limits. One that is added to the returned builder stays.</para>
    /// <para>What is wrong with the connection or the options is said when the host starts.</para>
    /// </remarks>
    /// <param name="builder">The program.</param>
    /// <param name="connectionName">
    /// The name of the connection string: <c>ConnectionStrings:NAME</c> in the configuration. It is <c>Endpoint=http://localhost:11434;Model=llama3.2;Key=…</c>, of
    /// which model and key may be left out, or an address alone. Where there is no such string, <c>Aspire:OllamaSdk:NAME:ClientOptions:Endpoint</c> must be set.
    /// </param>
    /// <param name="configureSettings">Changes the settings after the configuration was read.</param>
    /// <param name="configureOptions">
    /// Changes the options of the client after the configuration was read: the section <c>ClientOptions</c> of <c>Aspire:OllamaSdk</c>, then that of
    /// <c>Aspire:OllamaSdk:NAME</c>, then the connection string.
    /// </param>
    /// <returns>The builder of the <see cref="HttpClient"/> behind it; <c>AddChatClient</c> and <c>AddEmbeddingGenerator</c> go on from it.</returns>
    /// <exception cref="ArgumentException">What was given is an address, not the name of a connection string.</exception>
    /// <exception cref="InvalidOperationException">There is such a client already: more than one need keys.</exception>
    /// <example><code>builder.AddOllamaClient("chat").AddChatClient();</code></example>
    public static IHttpClientBuilder AddOllamaClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<OllamaClientSettings>? configureSettings = null,
        Action<OllamaClientOptions>? configureOptions = null) => Add(builder, connectionName, key: null, configureSettings, configureOptions);

    /// <summary>The same as a keyed service, where there is more than one: <c>[FromKeyedServices("name")] OllamaClient</c>.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="name">The name of the connection string, and the key of the client.</param>
    /// <param name="configureSettings">Changes the settings after the configuration was read.</param>
    /// <param name="configureOptions">Changes the options of the client after the configuration was read.</param>
    /// <inheritdoc cref="AddOllamaClient" path="/remarks|/returns|/exception"/>
    public static IHttpClientBuilder AddKeyedOllamaClient(
        this IHostApplicationBuilder builder,
        string name,
        Action<OllamaClientSettings>? configureSettings = null,
        Action<OllamaClientOptions>? configureOptions = null) => Add(builder, name, name, configureSettings, configureOptions);

    private static IHttpClientBuilder Add(
        IHostApplicationBuilder builder, string connectionName, string? key, Action<OllamaClientSettings>? configureSettings, Action<OllamaClientOptions>? configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ConnectionString.CheckName(connectionName);
        // The options of a second one would go over those of the first, and nobody would notice.
        if (!builder.Properties.TryAdd($"{nameof(OllamaSdk)}.{nameof(OllamaClient)}:{key}", connectionName))
        {
            throw new InvalidOperationException(key is null
                ? $"An OllamaClient was added before '{connectionName}'. Add more than one by {nameof(AddKeyedOllamaClient)}."
                : $"An OllamaClient with the key '{key}' was added before.");
        }

        var configuration = new ClientConfiguration(builder.Configuration, connectionName);
        var settings = configuration.ReadSettings();
        configureSettings?.Invoke(settings);
        AddTelemetry(builder.Services, settings);
        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().AddOllama(key);
        }

        return (key is null
            ? builder.Services.AddOllama(configuration.ClientOptions, configureOptions)
            : builder.Services.AddKeyedOllama(key, configuration.ClientOptions, configureOptions))
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => RemoveResilience(handlers));
    }

    private static void AddTelemetry(IServiceCollection services, OllamaClientSettings settings)
    {
        if (!settings.DisableTracing)
        {
            services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddSource(LlmTelemetry.SourceName));
        }

        if (!settings.DisableMetrics)
        {
            services.AddOpenTelemetry().WithMetrics(static metrics => metrics.AddMeter(LlmTelemetry.MeterName));
        }
    }

    // By its name, since the package is not one of ours. The factory's defaults are there already when this runs, and what is added later is not.
    private static void RemoveResilience(IList<DelegatingHandler> handlers)
    {
        for (var i = handlers.Count - 1; i >= 0; i--)
        {
            if (handlers[i].GetType().FullName == "Microsoft.Extensions.Http.Resilience.ResilienceHandler")
            {
                handlers.RemoveAt(i);
            }
        }
    }
}
