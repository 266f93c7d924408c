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
        ConnectionParts = SectionReader.TargetParts,
        Check = static options => options.DescribeSettings(),
        Create = static (http, options) => new LlmClient(http, options),
        Addresses = static client => client.DescribeSettings().Where(IsAddress).Select(static setting => new Uri(setting.Value)),
    };

    /// <summary>Adds an <see cref="LlmClient"/>, a singleton. Where no target is named, its only one is Ollama at its usual address, or at that of the environment.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configure">Changes the options.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddLlmClient(this IServiceCollection services, Action<LlmClientOptions>? configure = null) =>
        OrOllama(services, null, configure);

    /// <summary>The same with options from a section of the configuration, which is checked when the host starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="section">Its keys are those of <see cref="LlmClientOptions"/>; times are seconds or texts such as <c>500ms</c>, <c>2m</c>, <c>off</c>.</param>
    /// <param name="configure">Changes the options after that.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddLlmClient(this IServiceCollection services, IConfiguration section, Action<LlmClientOptions>? configure = null) =>
        Registration.AddTo(services, null, section, configure);

    /// <summary>The same with one target from a connection string, as Aspire writes it; it is checked when the host starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="connectionName">
    /// The name of the string: <c>ConnectionStrings:NAME</c> in the configuration. It is <c>Endpoint=http://localhost:11434;Model=llama3.2;Key=…;Provider=ollama</c>, of
    /// which all but the address may be left out, or an address alone. It is one target; <paramref name="configure"/> may add others.
    /// </param>
    /// <param name="configure">Changes the options after that.</param>
    /// <exception cref="ArgumentException">What was given is an address, not the name of a connection string.</exception>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddLlmClient(this IServiceCollection services, string connectionName, Action<LlmClientOptions>? configure = null) =>
        Registration.AddTo(services, null, connectionName, configure);

    /// <summary>The same as keyed services, where there is more than one server: <c>[FromKeyedServices("key")] LlmClient</c>.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="key">The key of the client.</param>
    /// <param name="configure">Changes the options.</param>
    /// <inheritdoc cref="OllamaServiceCollectionExtensions.AddOllama(IServiceCollection, Action{OllamaSdk.OllamaClientOptions}?)" path="/remarks|/returns"/>
    public static IHttpClientBuilder AddKeyedLlmClient(this IServiceCollection services, string key, Action<LlmClientOptions>? configure = null) =>
        OrOllama(services, Services.Checked(key), configure);

    /// <inheritdoc cref="AddLlmClient(IServiceCollection, IConfiguration, Action{LlmClientOptions}?)"/>
    /// <param name="services">Where it is added.</param>
    /// <param name="key">The key of the client.</param>
    /// <param name="section">See <see cref="AddLlmClient(IServiceCollection, IConfiguration, Action{LlmClientOptions}?)"/>.</param>
    /// <param name="configure">Changes the options after that.</param>
    public static IHttpClientBuilder AddKeyedLlmClient(
        this IServiceCollection services, string key, IConfiguration section, Action<LlmClientOptions>? configure = null) =>
        Registration.AddTo(services, Services.Checked(key), section, configure);

    /// <inheritdoc cref="AddLlmClient(IServiceCollection, string, Action{LlmClientOptions}?)"/>
    /// <param name="services">Where it is added.</param>
    /// <param name="key">The key of the client.</param>
    /// <param name="connectionName">See <see cref="AddLlmClient(IServiceCollection, string, Action{LlmClientOptions}?)"/>.</param>
    /// <param name="configure">Changes the options after that.</param>
    public static IHttpClientBuilder AddKeyedLlmClient(
        this IServiceCollection services, string key, string connectionName, Action<LlmClientOptions>? configure = null) =>
        Registration.AddTo(services, Services.Checked(key), connectionName, configure);

    private static IHttpClientBuilder OrOllama(IServiceCollection services, string? key, Action<LlmClientOptions>? configure)
    {
        var builder = Registration.AddTo(services, key, configure);
        services.PostConfigure<LlmClientOptions>(key ?? Options.Options.DefaultName, options =>
        {
            if (options.Targets.Count == 0)
            {
                options.Targets.Add(new LlmTarget());
            }
        });
        return builder;
    }

    private static bool IsAddress(LlmSetting setting) =>
        setting.Name.EndsWith(".Endpoint", StringComparison.Ordinal) || setting.Name.Contains(".Endpoints[", StringComparison.Ordinal);
}
