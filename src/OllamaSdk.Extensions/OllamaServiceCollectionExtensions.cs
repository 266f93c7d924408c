using Microsoft.Extensions.Configuration;
using OllamaSdk;
using OllamaSdk.Extensions.Configuration;
using OllamaSdk.Extensions.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="OllamaClient"/> and the interfaces of Ollama's native API.</summary>
public static class OllamaServiceCollectionExtensions
{
    private static readonly ClientRegistration<OllamaClient, OllamaClientOptions> Registration = new()
    {
        Read = SectionReader.Apply,
        ConnectionParts = SectionReader.ConnectionParts,
        Check = static options => new OllamaClient(Services.Unused, options).Dispose(),
        Create = static (http, options) => new OllamaClient(http, options),
        Addresses = static client => [client.Endpoint],
    };

    /// <summary>Adds an <see cref="OllamaClient"/>, a singleton, and the interfaces <c>IOllama…Api</c> over the same connections.</summary>
    /// <remarks>
    /// Handlers added to the returned builder run inside the SDK's own retry: each attempt passes them. Whoever adds a handler that retries (a
    /// resilience handler) should set <see cref="RetryOptions.MaxRetries"/> to 0, or both multiply, and leave its time limits off for streams.
    /// With service discovery among them, the address may be the name of a service: <c>https+http://ollama</c>.
    /// </remarks>
    /// <param name="services">Where it is added.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder of the <see cref="HttpClient"/> behind it.</returns>
    public static IHttpClientBuilder AddOllama(this IServiceCollection services, Action<OllamaClientOptions>? configure = null) =>
        WithInterfaces(services, null, Registration.AddTo(services, null, configure));

    /// <summary>The same with options from a section of the configuration, which is checked when the host starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="section">Its keys are those of <see cref="OllamaClientOptions"/>; times are seconds or texts such as <c>500ms</c>, <c>2m</c>, <c>off</c>.</param>
    /// <param name="configure">Changes the options after that.</param>
    /// <inheritdoc cref="AddOllama(IServiceCollection, Action{OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddOllama(this IServiceCollection services, IConfiguration section, Action<OllamaClientOptions>? configure = null) =>
        WithInterfaces(services, null, Registration.AddTo(services, null, section, configure));

    /// <summary>The same with address, model and key from a connection string, as Aspire writes it; it is checked when the host starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="connectionName">
    /// The name of the string: <c>ConnectionStrings:NAME</c> in the configuration. It is <c>Endpoint=http://localhost:11434;Model=llama3.2;Key=…</c>, of
    /// which model and key may be left out, or an address alone.
    /// </param>
    /// <param name="configure">Changes the options after that.</param>
    /// <exception cref="ArgumentException">What was given is an address, not the name of a connection string.</exception>
    /// <inheritdoc cref="AddOllama(IServiceCollection, Action{OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddOllama(this IServiceCollection services, string connectionName, Action<OllamaClientOptions>? configure = null) =>
        WithInterfaces(services, null, Registration.AddTo(services, null, connectionName, configure));

    /// <summary>The same as keyed services, where there is more than one server: <c>[FromKeyedServices("key")] OllamaClient</c>.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="key">The key of the client and of its interfaces.</param>
    /// <param name="configure">Changes the options.</param>
    /// <inheritdoc cref="AddOllama(IServiceCollection, Action{OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddKeyedOllama(this IServiceCollection services, string key, Action<OllamaClientOptions>? configure = null) =>
        WithInterfaces(services, key, Registration.AddTo(services, Services.Checked(key), configure));

    /// <inheritdoc cref="AddOllama(IServiceCollection, IConfiguration, Action{OllamaClientOptions}?)"/>
    /// <param name="services">Where it is added.</param>
    /// <param name="key">The key of the client and of its interfaces.</param>
    /// <param name="section">See <see cref="AddOllama(IServiceCollection, IConfiguration, Action{OllamaClientOptions}?)"/>.</param>
    /// <param name="configure">Changes the options after that.</param>
    public static IHttpClientBuilder AddKeyedOllama(
        this IServiceCollection services, string key, IConfiguration section, Action<OllamaClientOptions>? configure = null) =>
        WithInterfaces(services, key, Registration.AddTo(services, Services.Checked(key), section, configure));

    /// <inheritdoc cref="AddOllama(IServiceCollection, string, Action{OllamaClientOptions}?)"/>
    /// <param name="services">Where it is added.</param>
    /// <param name="key">The key of the client and of its interfaces.</param>
    /// <param name="connectionName">See <see cref="AddOllama(IServiceCollection, string, Action{OllamaClientOptions}?)"/>.</param>
    /// <param name="configure">Changes the options after that.</param>
    public static IHttpClientBuilder AddKeyedOllama(
        this IServiceCollection services, string key, string connectionName, Action<OllamaClientOptions>? configure = null) =>
        WithInterfaces(services, key, Registration.AddTo(services, Services.Checked(key), connectionName, configure));

    private static IHttpClientBuilder WithInterfaces(IServiceCollection services, string? key, IHttpClientBuilder builder)
    {
        new ApiClients(services, key, p => Client(p).CreateRefitSettings(), p => Client(p).Endpoint)
            .Add<IOllamaGenerationApi>()
            .Add<IOllamaEmbeddingsApi>()
            .Add<IOllamaModelsApi>()
            .Add<IOllamaBlobsApi>()
            .Add<IOllamaServerApi>()
            .Add<IOllamaAccountApi>()
            .Add<IOllamaDecisionsApi>()
            .Add<IOllamaWebApi>();
        return builder;

        OllamaClient Client(IServiceProvider provider) => Services.Get<OllamaClient>(provider, key);
    }
}
