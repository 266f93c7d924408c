using Microsoft.Extensions.Diagnostics.HealthChecks;
using OllamaSdk;
using OllamaSdk.Extensions;
using OllamaSdk.Extensions.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the clients' servers to the health checks of a program.</summary>
public static class LlmHealthChecksBuilderExtensions
{
    /// <summary>Adds the servers of an <see cref="LlmClient"/>, see <see cref="LlmHealthCheck"/>.</summary>
    /// <param name="builder">Where it is added.</param>
    /// <param name="clientName">The name under which the client was added; none where it has none.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What it means when no server is ready; unhealthy where <see langword="null"/>.</param>
    /// <param name="tags">For choosing among checks.</param>
    public static IHealthChecksBuilder AddLlmClient(
        this IHealthChecksBuilder builder, string? clientName = null, string name = "llm", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name, p => new LlmHealthCheck(Services.Get<LlmClient>(p, clientName)), failureStatus, tags));
    }

    /// <summary>Adds the server of an <see cref="OllamaClient"/>, see <see cref="OllamaHealthCheck"/>.</summary>
    /// <inheritdoc cref="AddLlmClient"/>
    public static IHealthChecksBuilder AddOllama(
        this IHealthChecksBuilder builder, string? clientName = null, string name = "ollama", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name, p => new OllamaHealthCheck(Services.Get<OllamaClient>(p, clientName)), failureStatus, tags));
    }
}
