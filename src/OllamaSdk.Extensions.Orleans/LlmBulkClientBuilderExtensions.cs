using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OllamaSdk.BulkJobs;
using Orleans.Serialization;

namespace Orleans.Hosting;

/// <summary>Lets a client of a cluster start and follow bulk jobs.</summary>
public static class LlmBulkClientBuilderExtensions
{
    /// <summary>Adds <see cref="LlmBulkJobs"/>. The work is done by silos, see <see cref="LlmBulkSiloBuilderExtensions.AddLlmBulkJobs"/>.</summary>
    /// <param name="client">The client.</param>
    /// <returns>The client's builder.</returns>
    public static IClientBuilder AddLlmBulkJobs(this IClientBuilder client)
    {
        ArgumentNullException.ThrowIfNull(client);
        client.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(LlmBulkJob).Assembly));
        client.Services.TryAddSingleton(services => new LlmBulkJobs(services.GetRequiredService<IClusterClient>()));
        return client;
    }
}
