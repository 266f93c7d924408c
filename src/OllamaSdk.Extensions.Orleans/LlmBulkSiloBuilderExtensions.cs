using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OllamaSdk.BulkJobs;
using OllamaSdk.BulkJobs.Limits;
using OllamaSdk.BulkJobs.Workers;
using Orleans.Serialization;

namespace Orleans.Hosting;

/// <summary>Adds bulk jobs to a silo.</summary>
public static class LlmBulkSiloBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="LlmBulkJobs"/> and the workers of this silo. They use the silo's own <see cref="OllamaSdk.LlmClient"/>, which is added by <c>AddLlmClient</c>,
    /// and keep the jobs in its grain storage. To be called on every silo that may keep a job or work on it.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configure">Names the sources and sinks.</param>
    /// <returns>The silo's builder.</returns>
    public static ISiloBuilder AddLlmBulkJobs(this ISiloBuilder silo, Action<LlmBulkJobsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.AddOptions<LlmBulkJobsOptions>().Configure(options => configure?.Invoke(options)).PostConfigure(options => options.Validate());
        if (silo.Services.Any(service => service.ServiceType == typeof(SiloWorkers)))
        {
            return silo;
        }

        // Orleans finds by itself what the program's own project references, where that project has Orleans' generator.
        silo.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(LlmBulkJob).Assembly));
        silo.Services.AddSingleton<NamedParts>();
        silo.Services.AddSingleton<ServerShares>();
        silo.Services.AddSingleton<SiloWorkers>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<SiloWorkers>());
        silo.Services.TryAddSingleton(services => new LlmBulkJobs(
            services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<IOptions<LlmBulkJobsOptions>>().Value.TimeProvider));
        return silo;
    }
}
