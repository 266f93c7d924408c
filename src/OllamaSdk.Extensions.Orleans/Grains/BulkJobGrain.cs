using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace OllamaSdk.BulkJobs.Grains;

/// <summary>
/// Keeps a job and gives out its parts. It holds no text and no result: what goes through it is a few bytes per part. Nothing that it says to a worker is
/// forgotten when it moves to another silo: it answers after the change is kept.
/// </summary>
[Reentrant]
internal sealed class BulkJobGrain : Grain, IBulkJobGrain
{
    private const int ShownFailures = 20;

    private readonly LlmBulkJobsOptions _options;
    private readonly ISiloStatusOracle _silos;
    private readonly ILogger<BulkJobGrain> _logger;
    private readonly SavedState<JobData> _state;
    private readonly Pace _pace;
    private readonly Dictionary<int, int> _attempts = [];
    private LeaseBook? _leases;

    public BulkJobGrain(IPersistentStateFactory states, IGrainContext context, IOptions<LlmBulkJobsOptions> options, ISiloStatusOracle silos, ILogger<BulkJobGrain> logger)
    {
        (_options, _silos, _logger) = (options.Value, silos, logger);
        _state = new(states.Create<JobData>(context, new PersistentStateAttribute("job", _options.StorageName)));
        _pace = new(_options.TimeProvider);
    }

    private JobData Data => _state.Value;

    private bool IsActive => Data.State is LlmBulkJobState.Created or LlmBulkJobState.Running;

    private LeaseBook Leases => _leases ??= new(Data, _silos, _options.LeaseTime, _options.TimeProvider);

    private IBulkJobListGrain List => GrainFactory.GetGrain<IBulkJobListGrain>(0);

    public async Task CreateAsync(LlmBulkJob job)
    {
        if (Data.Job is not null)
        {
            throw new InvalidOperationException($"There is a job {job.Id} already.");
        }

        (Data.Job, Data.CreatedAt) = (job, _options.TimeProvider.GetUtcNow());
        Enter(LlmBulkJobState.Created);
        try
        {
            // The list first: a job on it that does not exist is passed over, one that is not on it would never be worked on.
            await List.SetAsync(job.Id, isActive: true).ConfigureAwait(true);
            await _state.SaveAsync().ConfigureAwait(true);
        }
        catch
        {
            // Whoever tries again shall not hear that it is there already.
            Data.Job = null;
            throw;
        }
    }

    public Task<LlmBulkJobStatus?> GetAsync() => Task.FromResult(Data.Job is null ? null : Status(Data.Job));

    public async Task<LlmBulkJobStatus?> ChangeAsync(LlmBulkJobState wanted)
    {
        if (Data.Job is not { } job)
        {
            return null;
        }

        // Parts may have come to their end while nobody wanted them.
        var target = wanted is not LlmBulkJobState.Running ? wanted
            : Data.Count is null ? LlmBulkJobState.Created
            : PartsDone == Data.Done.Count ? LlmBulkJobState.Done : wanted;
        if (target == Data.State)
        {
            return Status(job);
        }

        var allowed = (Data.State, wanted) switch
        {
            (LlmBulkJobState.Paused or LlmBulkJobState.Cancelled or LlmBulkJobState.Failed, LlmBulkJobState.Running) => true,
            (LlmBulkJobState.Created or LlmBulkJobState.Running, LlmBulkJobState.Paused) => true,
            (not LlmBulkJobState.Done, LlmBulkJobState.Cancelled) => true,
            _ => false,
        };
        if (!allowed)
        {
            throw new InvalidOperationException($"The job {job.Id} is {StateText.Of(Data.State)}, so it cannot become {StateText.Of(wanted)}.");
        }

        if (wanted is LlmBulkJobState.Running)
        {
            _attempts.Clear();
            _pace.Restart();
            Data.Problem = null;
            await List.SetAsync(job.Id, isActive: true).ConfigureAwait(true);
        }
        else if (wanted is LlmBulkJobState.Cancelled)
        {
            Leases.EndAll();
        }

        Enter(target);
        await SaveAsync().ConfigureAwait(true);
        return Status(job);
    }

    public async Task<Work?> LeaseAsync(string silo)
    {
        var work = Next(silo);
        if (work is not null)
        {
            await SaveAsync().ConfigureAwait(true);
        }
        else if (!IsActive)
        {
            // The list did not hear of it.
            await List.SetAsync(this.GetPrimaryKeyString(), isActive: false).ConfigureAwait(true);
        }

        return work;
    }

    public Task<bool> RenewAsync(Lease lease, string? problem)
    {
        Data.Problem = problem ?? Data.Problem;
        return Task.FromResult(Leases.Renew(lease));
    }

    public async Task<Work?> ReportAsync(PartReport report)
    {
        if (Data.Job is null)
        {
            return null;
        }

        switch (report.End)
        {
            case PartEnd.Done when report.Lease.Part == Lease.Counting:
                Counted(report.Count);
                break;
            case PartEnd.Done:
                Done(report);
                break;
            case PartEnd.Failed when Leases.End(report.Lease):
                Failed(report);
                break;
        }

        Leases.End(report.Lease);
        var work = report.WantsMore ? Next(report.Lease.Silo) : null;
        await SaveAsync().ConfigureAwait(true);
        return work;
    }

    private Work? Next(string silo)
    {
        if (Data.Job is not { } job || !IsActive || Leases.Take(silo) is not { } lease)
        {
            return null;
        }

        var start = (long)Math.Max(lease.Part, 0) * job.PartSize;
        return new(lease, job, start, (int)Math.Min(job.PartSize, (Data.Count ?? 0) - start));
    }

    private void Counted(long count)
    {
        if (Data.Count is not null)
        {
            return;
        }

        var parts = (count + Data.Job!.PartSize - 1) / Data.Job.PartSize;
        if (parts > PartSet.MaxParts)
        {
            Fail($"{count} places make {parts} parts of {Data.Job.PartSize}; a job may have {PartSet.MaxParts}. Make the parts larger.");
            return;
        }

        (Data.Count, Data.Done) = (count, PartSet.Of((int)parts));
        _pace.Restart();
        if (Data.State is LlmBulkJobState.Created)
        {
            Enter(parts == 0 ? LlmBulkJobState.Done : LlmBulkJobState.Running);
        }
    }

    // Its rows are in the sink, whoever has the lease by now and whatever has become of the job.
    private void Done(PartReport report)
    {
        if (!Data.Done.Add(report.Lease.Part))
        {
            return;
        }

        Data.Succeeded += report.Succeeded;
        Data.Failed += report.Failed;
        Data.Failures.InsertRange(0, report.Failures.Take(ShownFailures));
        Data.Failures.RemoveRange(Math.Min(ShownFailures, Data.Failures.Count), Math.Max(0, Data.Failures.Count - ShownFailures));
        Data.Problem = null;
        _pace.Add(report.Succeeded + report.Failed);
        _done++;
        if (PartsDone == Data.Done.Count)
        {
            Leases.EndAll();
            Enter(LlmBulkJobState.Done);
        }
    }

    private void Failed(PartReport report)
    {
        Data.Problem = report.Problem;
        if (!IsActive)
        {
            return;
        }

        var attempts = _attempts[report.Lease.Part] = _attempts.GetValueOrDefault(report.Lease.Part) + 1;
        if (attempts >= _options.MaxAttempts)
        {
            Fail(report.Problem);
        }
    }

    private void Fail(string? problem)
    {
        Leases.EndAll();
        Data.Problem = problem;
        Enter(LlmBulkJobState.Failed);
        Log.JobFailed(_logger, Data.Job!.Id);
    }

    private void Enter(LlmBulkJobState state) => (Data.State, Data.ChangedAt) = (state, _options.TimeProvider.GetUtcNow());

    private async Task SaveAsync()
    {
        await _state.SaveAsync().ConfigureAwait(true);
        if (!IsActive)
        {
            await List.SetAsync(Data.Job!.Id, isActive: false).ConfigureAwait(true);
        }
    }

    // Counted once per life of the grain: the bits of a large job are many.
    private int? _done;

    private int PartsDone => _done ??= Data.Done.CountDone();

    private LlmBulkJobStatus Status(LlmBulkJob job)
    {
        var pace = Data.State is LlmBulkJobState.Running ? _pace.PerSecond() : null;
        return new()
        {
            Job = job,
            State = Data.State,
            Count = Data.Count,
            Succeeded = Data.Succeeded,
            Failed = Data.Failed,
            Parts = Data.Done.Count,
            PartsDone = PartsDone,
            PartsUnderWay = Leases.Held,
            CreatedAt = Data.CreatedAt,
            ChangedAt = Data.ChangedAt,
            TextsPerSecond = pace?.Texts,
            TimeLeft = pace is { } now ? TimeSpan.FromSeconds((Data.Done.Count - PartsDone) / now.Parts) : null,
            Problem = Data.Problem,
            Failures = [.. Data.Failures],
        };
    }
}
