using System.Runtime.CompilerServices;
using OllamaSdk.BulkJobs.Grains;

namespace OllamaSdk.BulkJobs;

/// <summary>
/// The bulk jobs of a cluster: a service of silos and of clients with <c>AddLlmBulkJobs</c>.
/// </summary>
/// <param name="grains">The cluster: a silo's grain factory, or a cluster client.</param>
/// <param name="clock">The clock of <see cref="WatchAsync"/>; the system's where <see langword="null"/>.</param>
public sealed class LlmBulkJobs(IGrainFactory grains, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Creates a job. Silos begin with it at once.</summary>
    /// <param name="job">What it is to do.</param>
    /// <param name="cancellationToken">Ends the waiting, not the job.</param>
    /// <returns>The job as it is now.</returns>
    /// <exception cref="ArgumentException">Something in it is missing or wrong; the message says what.</exception>
    /// <exception cref="InvalidOperationException">There is a job of that name.</exception>
    public async Task<LlmBulkJobStatus> CreateAsync(LlmBulkJob job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        job.Validate();
        var grain = Grain(job.Id);
        await grain.CreateAsync(job).WaitAsync(cancellationToken).ConfigureAwait(false);
        return (await grain.GetAsync().WaitAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>How far a job is.</summary>
    /// <param name="id">The job's name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The job, or <see langword="null"/> where there is none of that name.</returns>
    public async Task<LlmBulkJobStatus?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        LlmBulkJob.IsId(id) ? await Grain(id).GetAsync().WaitAsync(cancellationToken).ConfigureAwait(false) : null;

    /// <summary>All jobs, the newest first.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The jobs, each asked when it is taken.</returns>
    public async IAsyncEnumerable<LlmBulkJobStatus> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var id in await grains.GetGrain<IBulkJobListGrain>(0).GetAllAsync().WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await GetAsync(id, cancellationToken).ConfigureAwait(false) is { } job)
            {
                yield return job;
            }
        }
    }

    /// <summary>Begins no further part; those under way come to their end.</summary>
    /// <param name="id">The job's name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The job as it is now, or <see langword="null"/> where there is none of that name.</returns>
    /// <exception cref="InvalidOperationException">It is neither created nor running.</exception>
    public Task<LlmBulkJobStatus?> PauseAsync(string id, CancellationToken cancellationToken = default) => ChangeAsync(id, LlmBulkJobState.Paused, cancellationToken);

    /// <summary>Goes on with a job that was paused or cancelled, or that has failed. What is in the sink is not done again.</summary>
    /// <inheritdoc cref="PauseAsync" path="/param|/returns"/>
    /// <param name="id">The job's name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">It is done.</exception>
    public Task<LlmBulkJobStatus?> ResumeAsync(string id, CancellationToken cancellationToken = default) => ChangeAsync(id, LlmBulkJobState.Running, cancellationToken);

    /// <summary>Ends a job. Workers drop their parts when they next tell that they live, after a twelfth of <see cref="LlmBulkJobsOptions.LeaseTime"/> at the latest.</summary>
    /// <inheritdoc cref="PauseAsync" path="/returns"/>
    /// <param name="id">The job's name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">It is done.</exception>
    public Task<LlmBulkJobStatus?> CancelAsync(string id, CancellationToken cancellationToken = default) => ChangeAsync(id, LlmBulkJobState.Cancelled, cancellationToken);

    /// <summary>
    /// How far a job comes: once at once, then whenever something has changed, until it is at rest (<see cref="LlmBulkJobStatus.IsAtRest"/>). It goes on when the
    /// silo that keeps the job dies.
    /// </summary>
    /// <param name="id">The job's name.</param>
    /// <param name="interval">How often is looked; 1 s where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <returns>The states; none where there is no job of that name.</returns>
    public async IAsyncEnumerable<LlmBulkJobStatus> WatchAsync(string id, TimeSpan? interval = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        LlmBulkJobStatus? last = null;
        while (true)
        {
            LlmBulkJobStatus? now;
            try
            {
                now = await GetAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (last is not null && e is OrleansException or TimeoutException)
            {
                now = last;
            }

            if (now is null)
            {
                yield break;
            }

            // What only passes by itself is no change.
            if (last is null || (now with { TextsPerSecond = null, TimeLeft = null, Failures = [] }) != (last with { TextsPerSecond = null, TimeLeft = null, Failures = [] }))
            {
                yield return now;
            }

            if (now.IsAtRest)
            {
                yield break;
            }

            last = now;
            await Task.Delay(interval ?? TimeSpan.FromSeconds(1), _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<LlmBulkJobStatus?> ChangeAsync(string id, LlmBulkJobState wanted, CancellationToken cancellationToken) =>
        LlmBulkJob.IsId(id) ? await Grain(id).ChangeAsync(wanted).WaitAsync(cancellationToken).ConfigureAwait(false) : null;

    private IBulkJobGrain Grain(string id) => grains.GetGrain<IBulkJobGrain>(id);
}
