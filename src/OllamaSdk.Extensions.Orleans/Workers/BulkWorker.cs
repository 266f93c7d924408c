using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OllamaSdk.BulkJobs.Grains;

namespace OllamaSdk.BulkJobs.Workers;

/// <summary>Does parts, one at a time: reads the texts, asks the models, writes the rows, reports.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="services">Where this silo's client is.</param>
/// <param name="named">Sources, sinks, questions.</param>
/// <param name="options">Waits, attempts, the clock.</param>
/// <param name="logger">Told of parts that fail.</param>
internal sealed class BulkWorker(IGrainFactory grains, IServiceProvider services, NamedParts named, LlmBulkJobsOptions options, ILogger logger)
{
    private const int ToldFailures = 20;

    /// <summary>Does a part and those that the job gives out after it.</summary>
    /// <param name="first">The part.</param>
    /// <param name="stopping">Ends the work on it; it is then given back.</param>
    /// <param name="gone">There is no time for that any more.</param>
    public async Task RunAsync(Work first, CancellationToken stopping, CancellationToken gone)
    {
        for (var work = first; work is not null;)
        {
            var report = await TryAsync(work, stopping).ConfigureAwait(false);
            work = await ReportAsync(work, report with { WantsMore = report.End is PartEnd.Done }, stopping, gone).ConfigureAwait(false);
            if (report.End is PartEnd.Failed)
            {
                // Another silo may have what is missing here.
                await Task.Delay(options.RetryDelay, options.TimeProvider, stopping).ConfigureAwait(false);
            }
        }
    }

    private async Task<PartReport> TryAsync(Work work, CancellationToken stopping)
    {
        using var dropped = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var heartbeat = new Heartbeat(grains.GetGrain<IBulkJobGrain>(work.Job.Id), work.Lease, options, dropped);
        try
        {
            return await DoAsync(work, heartbeat, dropped.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (dropped.IsCancellationRequested)
        {
            return new PartReport { Lease = work.Lease, End = PartEnd.Returned };
        }
        catch (Exception e)
        {
            Log.PartFailed(logger, work.Job.Id, work.Lease.Part, FaultText.ForLog(e));
            return new PartReport { Lease = work.Lease, End = PartEnd.Failed, Problem = FaultText.Of(e) };
        }
        finally
        {
            await heartbeat.StopAsync().ConfigureAwait(false);
        }
    }

    private async Task<PartReport> DoAsync(Work work, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        var (job, source) = (work.Job, named.Source(work.Job.Source));
        // What is missing is found out before the first text is sent.
        var sink = named.Sink(job.Sink);
        var questions = job.Kind is LlmBulkKind.Decide ? named.Questions(job.Questions) : null;
        if (work.Lease.Part == Lease.Counting)
        {
            return new PartReport { Lease = work.Lease, Count = await source.CountAsync(cancellationToken).ConfigureAwait(false) };
        }

        var texts = new List<LlmBulkText>(work.Count);
        await foreach (var text in source.ReadAsync(work.Start, work.Count, cancellationToken).ConfigureAwait(false))
        {
            texts.Add(text);
        }

        var client = services.GetRequiredService<LlmClient>();
        var rows = await new PartWork(job, client, questions, options, heartbeat.Tell).RunAsync(texts, cancellationToken).ConfigureAwait(false);
        await WriteAsync(sink, work.Part, rows, heartbeat, cancellationToken).ConfigureAwait(false);
        var failed = rows.Where(row => row.Error is not null).ToList();
        return new PartReport
        {
            Lease = work.Lease,
            Succeeded = rows.Length - failed.Count,
            Failed = failed.Count,
            Failures = [.. failed.Take(ToldFailures).Select(row => new LlmBulkFailure(row.Index, row.Error!))],
        };
    }

    // The rows cost more than the writing: they are not thrown away when a sink fails once.
    private async Task WriteAsync(ILlmBulkSink sink, LlmBulkPart part, LlmBulkRow[] rows, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await sink.WriteAsync(part, rows, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (attempt < options.MaxAttempts && !cancellationToken.IsCancellationRequested)
            {
                heartbeat.Tell(e.Message);
                await Task.Delay(options.DelayAfter(attempt), options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The job may be on its way to another silo.
    private async Task<Work?> ReportAsync(Work work, PartReport report, CancellationToken stopping, CancellationToken gone)
    {
        gone.ThrowIfCancellationRequested();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await grains.GetGrain<IBulkJobGrain>(work.Job.Id).ReportAsync(report with { WantsMore = report.WantsMore && !stopping.IsCancellationRequested })
                    .WaitAsync(gone).ConfigureAwait(false);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                Log.ClusterSilent(logger, e);
                await Task.Delay(options.DelayAfter(attempt), options.TimeProvider, stopping).ConfigureAwait(false);
            }
        }
    }
}
