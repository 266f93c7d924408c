using Microsoft.Extensions.Configuration;
using OllamaSdk;
using OllamaSdk.Extensions.Configuration;
using OllamaSdk.Extensions.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="LlmClient"/>.</summary>
public static class LlmServiceCollectionExtensions
{
    private static readonly ClientRegistration<LlmClient, LlmClientOptions> Registration = new()
    {
        Read = SectionReader.Apply,
        Check = static options => options.DescribeSettings(),
        Create = static (http, options) => new LlmClient(http, options),
    };

    /// <summary>Adds an <see cref="LlmClient"/> as a singleton.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="name">The key of the service, where there is more than one; it is then a keyed service.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaClientOptions}?, string?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddLlmClient(this IServiceCollection services, Action<LlmClientOptions> configure, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Registration.AddTo(services, name, null, configure);
    }

    /// <summary>The same with options from a section of the configuration, which is checked when the host starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="section">Its keys are those of <see cref="LlmClientOptions"/>; times are seconds or texts such as <c>500ms</c>, <c>2m</c>, <c>off</c>.</param>
    /// <param name="configure">Changes the options after that.</param>
    /// <param name="name">The key of the service, where there is more than one; it is then a keyed service.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaClientOptions}?, string?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddLlmClient(
        this IServiceCollection services, IConfiguration section, Action<LlmClientOptions>? configure = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Registration.AddTo(services, name, section, configure);
    }
}
