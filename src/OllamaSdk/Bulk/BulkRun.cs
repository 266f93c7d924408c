using System.Runtime.CompilerServices;

namespace OllamaSdk.Bulk;

/// <summary>
/// Works a source off: batches in, results out, a bounded number of each between. It is driven by whoever takes the results, so nothing is
/// read from the source while nobody takes any.
/// </summary>
internal sealed class BulkRun<TInput, TOutput>
    where TOutput : class
{
    // Results that wait for an earlier, slower one keep their place without keeping others from being sent.
    private const int HeldPerRequest = 4;

    // How long a source may take to notice that nobody wants more of it.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly BulkOptions _options;
    private readonly List<(long First, Task<BulkResult<TInput, TOutput>[]> Task)> _held = [];
    private long _succeeded;
    private long _failed;
    private long _next;

    private BulkRun(BulkOptions options) => (_options, _next) = (options, options.StartIndex);

    /// <param name="source">The items.</param>
    /// <param name="options">How much at once, and in which order.</param>
    /// <param name="read">Makes the reader of the opened source.</param>
    /// <param name="work">One request; what it throws ends everything.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public static async IAsyncEnumerable<BulkResult<TInput, TOutput>> RunAsync(
        IAsyncEnumerable<TInput> source, BulkOptions options, Func<IAsyncEnumerator<TInput>, BatchReader<TInput>> read,
        Func<Batch<TInput>, CancellationToken, Task<BulkResult<TInput, TOutput>[]>> work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = new BulkRun<TInput, TOutput>(options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var items = source.GetAsyncEnumerator(stop.Token);
        var reader = read(items);
        var idle = new TaskCompletionSource();
        Task<Batch<TInput>?>? reading = null;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (reading is null && !reader.IsAtEnd && run.HasRoom())
                {
                    idle = new TaskCompletionSource();
                    reading = reader.ReadAsync(idle.Task);
                }

                if (reading is { IsCompleted: true })
                {
                    if (await reading.ConfigureAwait(false) is { } batch)
                    {
                        run._next = batch.First + batch.Items.Count;
                        run._held.Add((batch.First, work(batch, stop.Token)));
                    }

                    reading = null;
                }
                else if (run.TakeDone() is { } done)
                {
                    foreach (var result in await ResultsOf(done, cancellationToken).ConfigureAwait(false))
                    {
                        yield return result;
                        run.Count(result);
                    }

                    options.Progress?.Report(run.Progress);
                }
                else if (reading is null && run._held.Count == 0)
                {
                    break;
                }
                else
                {
                    if (run.IsIdle)
                    {
                        idle.TrySetResult();
                    }

                    if (run.Pending(reading) is { Count: > 0 } pending)
                    {
                        await Task.WhenAny(pending).WaitAsync(cancellationToken).ConfigureAwait(false);
                    }
                }
            }

            reader.Failure?.Throw();
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            // A failure that nobody asks for is to be seen by someone.
            await Task.WhenAll(run.All(null)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var closing = CloseAsync(items, reader, reading ?? Task.CompletedTask);
            if (closing.IsCompleted || await Task.WhenAny(closing, Task.Delay(s_patience, CancellationToken.None)).ConfigureAwait(false) == closing)
            {
                await closing.ConfigureAwait(false);
            }
            else
            {
                // It does not heed the token, and is closed when it comes to.
                closing.Forget();
            }
        }
    }

    // A source may not be disposed while it is being read, for a batch or for what comes after one that went early.
    private static async Task CloseAsync(IAsyncEnumerator<TInput> items, BatchReader<TInput> reader, Task reading)
    {
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await reader.Rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await items.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<BulkResult<TInput, TOutput>[]> ResultsOf(Task<BulkResult<TInput, TOutput>[]> done, CancellationToken cancellationToken)
    {
        try
        {
            return await done.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private BulkProgress Progress => new(_succeeded, _failed, _held.Count > 0 ? _held.Min(batch => batch.First) : _next);

    private bool IsIdle => _held.TrueForAll(batch => batch.Task.IsCompleted);

    private bool HasRoom() =>
        _held.Count < _options.MaxConcurrency * (_options.KeepOrder ? HeldPerRequest : 1) && _held.Count(batch => !batch.Task.IsCompleted) < _options.MaxConcurrency;

    private void Count(BulkResult<TInput, TOutput> result)
    {
        if (result.Succeeded)
        {
            _succeeded++;
        }
        else
        {
            _failed++;
        }
    }

    private Task<BulkResult<TInput, TOutput>[]>? TakeDone()
    {
        var index = _options.KeepOrder ? (_held is [{ Task.IsCompleted: true }, ..] ? 0 : -1) : _held.FindIndex(batch => batch.Task.IsCompleted);
        if (index < 0)
        {
            return null;
        }

        var done = _held[index].Task;
        _held.RemoveAt(index);
        return done;
    }

    private IEnumerable<Task> All(Task? reading) => _held.Select(batch => (Task)batch.Task).Concat(reading is null ? [] : [reading]);

    // A list, since the last of them may complete at any time.
    private List<Task> Pending(Task? reading) => [.. All(reading).Where(task => !task.IsCompleted)];
}
