using OllamaSdk.BulkJobs;
using OllamaSdk.BulkJobs.Limits;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a silo's client keep to the limits of its servers.</summary>
public static class LlmBulkHttpClientBuilderExtensions
{
    /// <summary>
    /// Lets requests of this client wait until their server has a place for them, see <see cref="LlmBulkJobsOptions.ServerLimits"/>: the places are shared by all
    /// silos. The wait counts in the time limits of the request.
    /// </summary>
    /// <param name="client">What <c>AddLlmClient</c> returned.</param>
    /// <returns>The same.</returns>
    public static IHttpClientBuilder AddLlmBulkLimits(this IHttpClientBuilder client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.AddHttpMessageHandler(services => new ServerLimitHandler(services.GetRequiredService<ServerShares>()));
    }
}
