using Microsoft.Extensions.Diagnostics.HealthChecks;
using OllamaSdk;
using OllamaSdk.Extensions;
using OllamaSdk.Extensions.Registration;
using OllamaSdk.OpenAI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the clients' servers to the health checks of a program.</summary>
public static class LlmHealthChecksBuilderExtensions
{
    /// <summary>Adds the servers of an <see cref="LlmClient"/>, see <see cref="LlmHealthCheck"/>.</summary>
    /// <param name="builder">Where it is added.</param>
    /// <param name="key">The key under which the client was added; none where it has none.</param>
    /// <param name="name">The name of the check; <c>llm</c> where <see langword="null"/>, and with a key <c>llm:KEY</c>.</param>
    /// <param name="failureStatus">What it means when no server is ready; unhealthy where <see langword="null"/>.</param>
    /// <param name="tags">For choosing among checks.</param>
    /// <returns>The builder, for the next check.</returns>
    public static IHealthChecksBuilder AddLlmClient(
        this IHealthChecksBuilder builder, string? key = null, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null) =>
        Add(builder, name, "llm", key, provider => new LlmHealthCheck(Services.Get<LlmClient>(provider, key)), failureStatus, tags);

    /// <summary>Adds the server of an <see cref="OllamaClient"/>, see <see cref="OllamaHealthCheck"/>.</summary>
    /// <param name="builder">Where it is added.</param>
    /// <param name="key">The key under which the client was added; none where it has none.</param>
    /// <param name="name">The name of the check; <c>ollama</c> where <see langword="null"/>, and with a key <c>ollama:KEY</c>.</param>
    /// <param name="failureStatus">What it means when the server is not ready; unhealthy where <see langword="null"/>.</param>
    /// <param name="tags">For choosing among checks.</param>
    /// <returns>The builder, for the next check.</returns>
    public static IHealthChecksBuilder AddOllama(
        this IHealthChecksBuilder builder, string? key = null, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null) =>
        Add(builder, name, "ollama", key, provider => new OllamaHealthCheck(Services.Get<OllamaClient>(provider, key))
        {
            AddressOrigin = AddressOrigin.Of<OllamaClient, OllamaClientOptions>(provider, key, options => options.Endpoint, "OLLAMA_HOST"),
        }, failureStatus, tags);

    /// <summary>Adds the server of an <see cref="OpenAICompatibleClient"/>, see <see cref="OpenAICompatibleHealthCheck"/>.</summary>
    /// <param name="builder">Where it is added.</param>
    /// <param name="key">The key under which the client was added; none where it has none.</param>
    /// <param name="name">The name of the check; <c>openai-compatible</c> where <see langword="null"/>, and with a key <c>openai-compatible:KEY</c>.</param>
    /// <param name="failureStatus">What it means when the server is not ready; unhealthy where <see langword="null"/>.</param>
    /// <param name="tags">For choosing among checks.</param>
    /// <returns>The builder, for the next check.</returns>
    public static IHealthChecksBuilder AddOpenAICompatible(
        this IHealthChecksBuilder builder, string? key = null, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null) =>
        Add(builder, name, "openai-compatible", key, provider => new OpenAICompatibleHealthCheck(Services.Get<OpenAICompatibleClient>(provider, key))
        {
            AddressOrigin = AddressOrigin.Of<OpenAICompatibleClient, OpenAICompatibleClientOptions>(provider, key, options => options.Endpoint, variable: null),
        }, failureStatus, tags);

    private static IHealthChecksBuilder Add(
        IHealthChecksBuilder builder, string? name, string kind, string? key, Func<IServiceProvider, IHealthCheck> create, HealthStatus? failureStatus, IEnumerable<string>? tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name ?? (key is null ? kind : $"{kind}:{key}"), create, failureStatus, tags));
    }
}
