using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OllamaSdk.Extensions;

/// <summary>The health of an <see cref="OllamaClient"/>'s server: whether it tells its version within 5 s, unasked again.</summary>
/// <param name="client">The client whose server is asked.</param>
public sealed class OllamaHealthCheck(OllamaClient client) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var version = await client.GetVersionAsync(new CallOptions { TotalTimeout = Limit, MaxRetries = 0 }, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy($"Ollama {version} at {client.Endpoint}");
        }
        catch (LlmException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"Ollama at {client.Endpoint}: {e.Message}", e);
        }
    }
}
