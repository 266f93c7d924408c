using Microsoft.Extensions.Configuration;
using OllamaSdk.Extensions.Configuration;
using OllamaSdk.Extensions.Registration;
using OllamaSdk.OpenAI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="OpenAICompatibleClient"/> and the interfaces of the OpenAI-compatible API.</summary>
public static class OpenAICompatibleServiceCollectionExtensions
{
    private static readonly ClientRegistration<OpenAICompatibleClient, OpenAICompatibleClientOptions> Registration = new()
    {
        Read = SectionReader.Apply,
        ConnectionParts = SectionReader.ConnectionParts,
        Check = static options => new OpenAICompatibleClient(Services.Unused, options).Dispose(),
        Create = static (http, options) => new OpenAICompatibleClient(http, options),
        Addresses = static client => [client.Endpoint],
    };

    /// <summary>Adds an <see cref="OpenAICompatibleClient"/>, a singleton, and the interfaces <c>IOpenAI…Api</c> over the same connections.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configure">Changes the options.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddOpenAICompatible(this IServiceCollection services, Action<OpenAICompatibleClientOptions>? configure = null) =>
        WithInterfaces(services, null, Registration.AddTo(services, null, configure));

    /// <summary>The same with options from a section of the configuration, which is checked when the host starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="section">Its keys are those of <see cref="OpenAICompatibleClientOptions"/>; times are seconds or texts such as <c>500ms</c>, <c>2m</c>, <c>off</c>.</param>
    /// <param name="configure">Changes the options after that.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddOpenAICompatible(this IServiceCollection services, IConfiguration section, Action<OpenAICompatibleClientOptions>? configure = null) =>
        WithInterfaces(services, null, Registration.AddTo(services, null, section, configure));

    /// <summary>The same with address, model and key from a connection string, as Aspire writes it; it is checked when the host starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="connectionName">
    /// The name of the string: <c>ConnectionStrings:NAME</c> in the configuration. It is <c>Endpoint=http://localhost:1234/v1;Model=qwen3;Key=…</c>, of
    /// which model and key may be left out, or an address alone.
    /// </param>
    /// <param name="configure">Changes the options after that.</param>
    /// <exception cref="ArgumentException">What was given is an address, not the name of a connection string.</exception>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddOpenAICompatible(this IServiceCollection services, string connectionName, Action<OpenAICompatibleClientOptions>? configure = null) =>
        WithInterfaces(services, null, Registration.AddTo(services, null, connectionName, configure));

    /// <summary>The same as keyed services, where there is more than one server: <c>[FromKeyedServices("key")] OpenAICompatibleClient</c>.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="key">The key of the client and of its interfaces.</param>
    /// <param name="configure">Changes the options.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddKeyedOpenAICompatible(this IServiceCollection services, string key, Action<OpenAICompatibleClientOptions>? configure = null) =>
        WithInterfaces(services, key, Registration.AddTo(services, Services.Checked(key), configure));

    /// <inheritdoc cref="AddOpenAICompatible(IServiceCollection, IConfiguration, Action{OpenAICompatibleClientOptions}?)"/>
    /// <param name="services">Where it is added.</param>
    /// <param name="key">The key of the client and of its interfaces.</param>
    /// <param name="section">See <see cref="AddOpenAICompatible(IServiceCollection, IConfiguration, Action{OpenAICompatibleClientOptions}?)"/>.</param>
    /// <param name="configure">Changes the options after that.</param>
    public static IHttpClientBuilder AddKeyedOpenAICompatible(
        this IServiceCollection services, string key, IConfiguration section, Action<OpenAICompatibleClientOptions>? configure = null) =>
        WithInterfaces(services, key, Registration.AddTo(services, Services.Checked(key), section, configure));

    /// <inheritdoc cref="AddOpenAICompatible(IServiceCollection, string, Action{OpenAICompatibleClientOptions}?)"/>
    /// <param name="services">Where it is added.</param>
    /// <param name="key">The key of the client and of its interfaces.</param>
    /// <param name="connectionName">See <see cref="AddOpenAICompatible(IServiceCollection, string, Action{OpenAICompatibleClientOptions}?)"/>.</param>
    /// <param name="configure">Changes the options after that.</param>
    public static IHttpClientBuilder AddKeyedOpenAICompatible(
        this IServiceCollection services, string key, string connectionName, Action<OpenAICompatibleClientOptions>? configure = null) =>
        WithInterfaces(services, key, Registration.AddTo(services, Services.Checked(key), connectionName, configure));

    private static IHttpClientBuilder WithInterfaces(IServiceCollection services, string? key, IHttpClientBuilder builder)
    {
        new ApiClients(services, key, p => Client(p).CreateRefitSettings(), p => Client(p).Endpoint)
            .Add<IOpenAIChatApi>()
            .Add<IOpenAICompletionsApi>()
            .Add<IOpenAIEmbeddingsApi>()
            .Add<IOpenAIModelsApi>()
            .Add<IOpenAIAudioApi>()
            .Add<IOpenAIDecisionsApi>()
            .Add<IOpenAIResponsesApi>();
        return builder;

        OpenAICompatibleClient Client(IServiceProvider provider) => Services.Get<OpenAICompatibleClient>(provider, key);
    }
}
