using Microsoft.Extensions.Diagnostics.HealthChecks;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions;

/// <summary>
/// The health of an <see cref="OpenAICompatibleClient"/>'s server: whether it lists its models within 5 s, unasked again. The description tells what is
/// wrong, and where the server's address came from.
/// </summary>
/// <param name="client">The client whose server is asked.</param>
public sealed class OpenAICompatibleHealthCheck(OpenAICompatibleClient client) : IHealthCheck
{
    internal string? AddressOrigin { get; init; }

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => ServerAnswer.CheckAsync(
        $"The server at {client.Endpoint}",
        AddressOrigin,
        async once =>
        {
            await client.ListModelsAsync(once, cancellationToken).ConfigureAwait(false);
            return $"The server at {client.Endpoint} is ready";
        },
        context);
}
