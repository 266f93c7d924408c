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
        Check = static options => new OllamaClient(options).Dispose(),
        Create = static (http, options) => new OllamaClient(http, options),
    };

    /// <summary>Adds an <see cref="OllamaClient"/>, a singleton, and the interfaces <c>IOllama…Api</c> over the same connections.</summary>
    /// <remarks>
    /// Handlers added to the returned builder run inside the SDK's own retry: each attempt passes them. Whoever adds a handler that retries (a
    /// resilience handler) should set <see cref="RetryOptions.MaxRetries"/> to 0, or both multiply, and leave its time limits off for streams.
    /// </remarks>
    /// <param name="services">Where it is added.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="name">The key of the services, where there is more than one server; they are then keyed services.</param>
    /// <returns>The builder of the <see cref="HttpClient"/> behind it.</returns>
    public static IHttpClientBuilder AddOllama(this IServiceCollection services, Action<OllamaClientOptions>? configure = null, string? name = null) =>
        Add(services, null, configure, name);

    /// <summary>The same with options from a section of the configuration, which is checked when the host starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="section">Its keys are those of <see cref="OllamaClientOptions"/>; times are seconds or texts such as <c>500ms</c>, <c>2m</c>, <c>off</c>.</param>
    /// <param name="configure">Changes the options after that.</param>
    /// <param name="name">The key of the services, where there is more than one server; they are then keyed services.</param>
    /// <inheritdoc cref="AddOllama(IServiceCollection, Action{OllamaClientOptions}?, string?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddOllama(
        this IServiceCollection services, IConfiguration section, Action<OllamaClientOptions>? configure = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, section, configure, name);
    }

    private static IHttpClientBuilder Add(IServiceCollection services, IConfiguration? section, Action<OllamaClientOptions>? configure, string? name)
    {
        var builder = Registration.AddTo(services, name, section, configure);
        new ApiClients(services, name, p => Client(p).CreateRefitSettings(), p => Client(p).Endpoint)
            .Add<IOllamaGenerationApi>()
            .Add<IOllamaEmbeddingsApi>()
            .Add<IOllamaModelsApi>()
            .Add<IOllamaBlobsApi>()
            .Add<IOllamaServerApi>()
            .Add<IOllamaAccountApi>()
            .Add<IOllamaWebApi>();
        return builder;

        OllamaClient Client(IServiceProvider provider) => Services.Get<OllamaClient>(provider, name);
    }
}
