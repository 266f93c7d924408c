using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OllamaSdk.Extensions;

/// <summary>The health of one server, by a small question that is asked once and for 5 s at most.</summary>
internal static class ServerAnswer
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <param name="server">What it is and where, for the description.</param>
    /// <param name="addressOrigin">Where its address came from, see <see cref="Registration.AddressOrigin"/>.</param>
    /// <param name="ask">Asks, and gives what to say of a server that is well.</param>
    /// <param name="context">What the check was registered with.</param>
    public static async Task<HealthCheckResult> CheckAsync(string server, string? addressOrigin, Func<CallOptions, Task<string>> ask, HealthCheckContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            return HealthCheckResult.Healthy(await ask(new CallOptions { TotalTimeout = Limit, MaxRetries = 0 }).ConfigureAwait(false));
        }
        catch (LlmException e)
        {
            var origin = addressOrigin is null ? "" : $" The address {addressOrigin}.";
            return new HealthCheckResult(context.Registration.FailureStatus, $"{server}: {e.Message}{origin}", e);
        }
    }
}
