using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OllamaSdk.Extensions;

/// <summary>
/// The health of an <see cref="OllamaClient"/>'s server: whether it tells its version within 5 s, unasked again. The description tells what is wrong, and
/// where the server's address came from.
/// </summary>
/// <param name="client">The client whose server is asked.</param>
public sealed class OllamaHealthCheck(OllamaClient client) : IHealthCheck
{
    internal string? AddressOrigin { get; init; }

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => ServerAnswer.CheckAsync(
        $"Ollama at {client.Endpoint}",
        AddressOrigin,
        async once => $"Ollama {await client.GetVersionAsync(once, cancellationToken).ConfigureAwait(false)} at {client.Endpoint}",
        context);
}
