using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OllamaSdk.Loop;

/// <summary>Runs the calls of one round, some at the same time, and tells of each as it begins and ends.</summary>
internal sealed class CallBatch(CallRunner runner, int maxParallel)
{
    public async IAsyncEnumerable<ToolLoopEvent> RunAsync(IReadOnlyList<ToolInvocation> calls, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (calls.Count == 0)
        {
            yield break;
        }

        var events = Channel.CreateUnbounded<ToolLoopEvent>(new UnboundedChannelOptions { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunAllAsync(calls, events.Writer, stop.Token, cancellationToken);
        try
        {
            // The channel is completed in any case, so that the wait for it needs no token.
            await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return happened;
            }

            await running.ConfigureAwait(false);
        }
        finally
        {
            // Whoever leaves the loop over the events stops the tools.
            await stop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAllAsync(IReadOnlyList<ToolInvocation> calls, ChannelWriter<ToolLoopEvent> events, CancellationToken stop, CancellationToken caller)
    {
        try
        {
            var settings = new ParallelOptions { MaxDegreeOfParallelism = maxParallel, CancellationToken = stop };
            await Parallel.ForEachAsync(calls, settings, (call, token) => RunOneAsync(call, events, token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            throw new OperationCanceledException(caller);
        }
        finally
        {
            events.Complete();
        }
    }

    private async ValueTask RunOneAsync(ToolInvocation call, ChannelWriter<ToolLoopEvent> events, CancellationToken cancellationToken)
    {
        events.TryWrite(new ToolCallStartedEvent(call.Round, call));
        var started = Stopwatch.GetTimestamp();
        var result = await runner.RunAsync(call, new Reporter(call, events), cancellationToken).ConfigureAwait(false);
        call.End(result, Stopwatch.GetElapsedTime(started));
        events.TryWrite(new ToolCallFinishedEvent(call.Round, call));
    }

    private sealed class Reporter(ToolInvocation call, ChannelWriter<ToolLoopEvent> events) : IProgress<object>
    {
        public void Report(object value)
        {
            // A tool that was given up may go on reporting.
            if (call.Result is null)
            {
                events.TryWrite(new ToolCallProgressEvent(call.Round, call, value));
            }
        }
    }
}
