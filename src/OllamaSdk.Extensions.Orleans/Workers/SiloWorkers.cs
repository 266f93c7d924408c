using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OllamaSdk.BulkJobs.Grains;

namespace OllamaSdk.BulkJobs.Workers;

/// <summary>
/// The workers of this silo. They fetch work from the jobs, so a silo that joins has its share at once, and one that is gone is missed by nobody.
/// They are no grains: what a part takes is minutes, and no grain could be asked anything meanwhile.
/// </summary>
internal sealed class SiloWorkers(
    IGrainFactory grains, IServiceProvider services, NamedParts named, ILocalSiloDetails silo, IOptions<LlmBulkJobsOptions> options, ILogger<SiloWorkers> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly LlmBulkJobsOptions _options = options.Value;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _gone = new();
    // One worker asks at a time: what it is told holds for the others too.
    private readonly SemaphoreSlim _asking = new(1);
    private Task _workers = Task.CompletedTask;
    private int _turn;

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(SiloWorkers), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    public void Dispose()
    {
        _stopping.Dispose();
        _gone.Dispose();
        _asking.Dispose();
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        var worker = new BulkWorker(grains, services, named, _options, logger);
        _workers = Task.WhenAll(Enumerable.Range(0, _options.WorkersPerSilo).Select(_ => Task.Run(() => WorkAsync(worker), CancellationToken.None)));
        return Task.CompletedTask;
    }

    // Parts under way are given back, unless the silo is to stop at once.
    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var atOnce = cancellationToken.Register(_gone.Cancel).ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _workers.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WorkAsync(BulkWorker worker)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await worker.RunAsync(await FetchAsync().ConfigureAwait(false), _stopping.Token, _gone.Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                if (!_stopping.IsCancellationRequested)
                {
                    Log.ClusterSilent(logger, e);
                    await Task.Delay(_options.RetryDelay, _options.TimeProvider, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
    }

    private async Task<Work> FetchAsync()
    {
        await _asking.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var jobs = await grains.GetGrain<IBulkJobListGrain>(0).GetActiveAsync().ConfigureAwait(false);
                // Another one first each time, so that a large job leaves something for a small one.
                var first = jobs.Count > 0 ? _turn++ % jobs.Count : 0;
                foreach (var job in jobs.Skip(first).Concat(jobs.Take(first)))
                {
                    if (await grains.GetGrain<IBulkJobGrain>(job).LeaseAsync(silo.SiloAddress.ToParsableString()).ConfigureAwait(false) is { } work)
                    {
                        return work;
                    }
                }

                await Task.Delay(_options.PollInterval, _options.TimeProvider, _stopping.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            _asking.Release();
        }
    }
}
