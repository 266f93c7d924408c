using OllamaSdk.BulkJobs.Grains;

namespace OllamaSdk.BulkJobs.Workers;

/// <summary>Tells the job that a part is worked on, and hears from it whether that is still wanted.</summary>
internal sealed class Heartbeat
{
    // So often a message may be lost before the part is given away.
    private const int BeatsPerLease = 12;

    private readonly CancellationTokenSource _end = new();
    private readonly Task _beating;
    private string? _problem;

    /// <param name="job">The job.</param>
    /// <param name="lease">The right to the part.</param>
    /// <param name="options">How long the lease lasts, and the clock.</param>
    /// <param name="dropped">Cancelled when the part is not wanted any more.</param>
    public Heartbeat(IBulkJobGrain job, Lease lease, LlmBulkJobsOptions options, CancellationTokenSource dropped) =>
        _beating = Task.Run(() => BeatAsync(job, lease, options, dropped));

    /// <summary>Says with the next beat what is waited for.</summary>
    public void Tell(string problem) => Interlocked.Exchange(ref _problem, problem);

    public async Task StopAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task BeatAsync(IBulkJobGrain job, Lease lease, LlmBulkJobsOptions options, CancellationTokenSource dropped)
    {
        using var timer = new PeriodicTimer(options.LeaseTime / BeatsPerLease, options.TimeProvider);
        while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
        {
            try
            {
                if (!await job.RenewAsync(lease, Interlocked.Exchange(ref _problem, null)).WaitAsync(_end.Token).ConfigureAwait(false))
                {
                    await dropped.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
            catch (Exception) when (!_end.IsCancellationRequested)
            {
                // The next beat tells it.
            }
        }
    }
}
