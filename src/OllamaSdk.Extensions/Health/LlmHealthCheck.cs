using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OllamaSdk.Extensions;

/// <summary>
/// The health of an <see cref="LlmClient"/>: healthy when the server that is asked first is ready, degraded when only another one is, and else
/// whatever the registration says. The description tells what is wrong and what to do.
/// </summary>
/// <param name="client">The client whose servers are asked.</param>
public sealed class LlmHealthCheck(LlmClient client) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var report = await client.HealthCheckAsync(cancellationToken).ConfigureAwait(false);
        var status = report.IsDegraded ? HealthStatus.Degraded : report.IsHealthy ? HealthStatus.Healthy : context.Registration.FailureStatus;
        var data = report.Servers.Select((server, i) => KeyValuePair.Create($"{i} {server.Provider} {server.Endpoint}", (object)server.State.ToString()));
        return new HealthCheckResult(status, string.Join("\n", report.Servers), report.Servers.FirstOrDefault(s => s.Error is not null)?.Error, data.ToDictionary());
    }
}
