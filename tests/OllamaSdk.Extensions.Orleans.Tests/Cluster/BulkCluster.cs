using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>Silos in this process that talk over loopback, and what outlives them.</summary>
internal sealed class BulkCluster : IAsyncDisposable
{
    private BulkCluster(InProcessTestCluster silos, KeptGrains kept) => (Silos, Kept, Jobs) = (silos, kept, new LlmBulkJobs(silos.Client));

    public InProcessTestCluster Silos { get; }

    public KeptGrains Kept { get; }

    public LlmBulkJobs Jobs { get; }

    /// <param name="silos">How many silos.</param>
    /// <param name="client">The client of each silo.</param>
    /// <param name="configure">What each silo has for jobs.</param>
    /// <param name="kept">What an earlier cluster has kept.</param>
    /// <param name="more">What else a silo has.</param>
    public static async Task<BulkCluster> StartAsync(
        int silos, Action<IServiceCollection> client, Action<LlmBulkJobsOptions> configure, KeptGrains? kept = null, Action<ISiloBuilder>? more = null)
    {
        kept ??= new KeptGrains();
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddGrainStorage("Default", (services, _) => new KeptStorage(kept, services.GetRequiredService<IGrainStorageSerializer>()));
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                // Who is dead shall be known in seconds, not in half a minute.
                (options.ProbeTimeout, options.NumMissedProbesLimit) = (TimeSpan.FromSeconds(1), 2);
                (options.TableRefreshTimeout, options.IAmAliveTablePublishTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
            });
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
            client(silo.Services);
            silo.AddLlmBulkJobs(options =>
            {
                (options.PollInterval, options.RetryDelay, options.MaxRetryDelay) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
                configure(options);
            });
            more?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new BulkCluster(cluster, kept);
    }

    /// <summary>Waits until a job is as wanted.</summary>
    public async Task<LlmBulkJobStatus> UntilAsync(string id, Predicate<LlmBulkJobStatus> wanted, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        LlmBulkJobStatus? last = null;
        try
        {
            while (true)
            {
                try
                {
                    last = await Jobs.GetAsync(id, limit.Token);
                }
                catch (Exception e) when (e is Orleans.Runtime.OrleansException or TimeoutException)
                {
                    // Its silo has just died.
                }

                if (last is not null && wanted(last))
                {
                    return last;
                }

                if (last is { State: LlmBulkJobState.Failed })
                {
                    throw new InvalidOperationException($"The job failed before it was {what}: {last.Problem}");
                }

                await Task.Delay(20, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The job was not {what}; it is {last?.State} with {last?.PartsDone} of {last?.Parts} parts, {last?.PartsUnderWay} under way: {last?.Problem}");
        }
    }

    public Task<LlmBulkJobStatus> UntilDoneAsync(string id) => UntilAsync(id, job => job.State is LlmBulkJobState.Done, "done");

    public async ValueTask DisposeAsync() => await Silos.DisposeAsync();
}
