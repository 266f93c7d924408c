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
        Check = static options => new OpenAICompatibleClient(options).Dispose(),
        Create = static (http, options) => new OpenAICompatibleClient(http, options),
    };

    /// <summary>Adds an <see cref="OpenAICompatibleClient"/>, a singleton, and the interfaces <c>IOpenAI…Api</c> over the same connections.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="name">The key of the services, where there is more than one server; they are then keyed services.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?, string?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddOpenAICompatible(
        this IServiceCollection services, Action<OpenAICompatibleClientOptions>? configure = null, string? name = null) =>
        Add(services, null, configure, name);

    /// <summary>The same with options from a section of the configuration, which is checked when the host starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="section">Its keys are those of <see cref="OpenAICompatibleClientOptions"/>; times are seconds or texts such as <c>500ms</c>, <c>2m</c>, <c>off</c>.</param>
    /// <param name="configure">Changes the options after that.</param>
    /// <param name="name">The key of the services, where there is more than one server; they are then keyed services.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?, string?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddOpenAICompatible(
        this IServiceCollection services, IConfiguration section, Action<OpenAICompatibleClientOptions>? configure = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, section, configure, name);
    }

    private static IHttpClientBuilder Add(IServiceCollection services, IConfiguration? section, Action<OpenAICompatibleClientOptions>? configure, string? name)
    {
        var builder = Registration.AddTo(services, name, section, configure);
        new ApiClients(services, name, p => Client(p).CreateRefitSettings(), p => Client(p).Endpoint)
            .Add<IOpenAIChatApi>()
            .Add<IOpenAICompletionsApi>()
            .Add<IOpenAIEmbeddingsApi>()
            .Add<IOpenAIModelsApi>()
            .Add<IOpenAIAudioApi>()
            .Add<IOpenAIResponsesApi>();
        return builder;

        OpenAICompatibleClient Client(IServiceProvider provider) => Services.Get<OpenAICompatibleClient>(provider, name);
    }
}
