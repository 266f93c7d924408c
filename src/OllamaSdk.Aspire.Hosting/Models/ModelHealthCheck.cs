using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OllamaSdk.Aspire.Hosting.Models;

/// <summary>Whether a server has a model, by its own word.</summary>
internal sealed class ModelHealthCheck(OllamaModelResource model) : IHealthCheck
{
    private static readonly CallOptions s_once = new() { TotalTimeout = TimeSpan.FromSeconds(5), MaxRetries = 0 };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!model.Parent.PrimaryEndpoint.IsAllocated)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"{model.Parent.Name} has not been started yet.");
        }

        try
        {
            using var client = new OllamaClient(model.Parent.PrimaryEndpoint.Url);
            await client.ShowModelAsync(model.Model, s_once, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (LlmException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message, e);
        }
    }
}
