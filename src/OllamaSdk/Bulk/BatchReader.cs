using System.Runtime.ExceptionServices;

namespace OllamaSdk.Bulk;

/// <summary>Items that are sent together.</summary>
/// <param name="First">The place of the first one in the source.</param>
/// <param name="Items">At least one.</param>
internal readonly record struct Batch<T>(long First, IReadOnlyList<T> Items);

/// <summary>Reads a source batch by batch. It is read no further than a batch needs, plus the one item that no longer fitted in.</summary>
/// <param name="source">The source; not disposed here.</param>
/// <param name="maxCount">Most items of a batch.</param>
/// <param name="maxSize">Most size of a batch, unless one item alone has more.</param>
/// <param name="sizeOf">An item's size.</param>
/// <param name="startIndex">How many items are passed over.</param>
internal sealed class BatchReader<T>(IAsyncEnumerator<T> source, int maxCount, int maxSize, Func<T, int> sizeOf, long startIndex)
{
    private long _next;

    // On the way to the item that is next; it stays until that was taken.
    private Task<bool>? _moving;

    /// <summary>Completes when nothing is asked of the source any more, once no batch is being read.</summary>
    public Task Rest => _moving ?? Task.CompletedTask;

    public bool IsAtEnd => Failure is not null || _moving is { IsCompletedSuccessfully: true, Result: false };

    /// <summary>What the source threw. Items before it are delivered first, so that a later run can begin right there.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>The next batch; none at the end. To be called again only when it has completed.</summary>
    /// <param name="idle">When it completes, items go that are there, rather than wait for a source that has no more ready.</param>
    public async Task<Batch<T>?> ReadAsync(Task idle)
    {
        var items = new List<T>();
        var size = 0L;
        try
        {
            while (_next < startIndex && await MoveAsync().ConfigureAwait(false))
            {
                Take();
            }

            while (items.Count < maxCount)
            {
                var moving = MoveAsync();
                if ((items.Count > 0 && !moving.IsCompleted && await Task.WhenAny(moving, idle).ConfigureAwait(false) == idle)
                    || !await moving.ConfigureAwait(false))
                {
                    break;
                }

                var item = source.Current ?? throw new ArgumentException($"Item {_next} of the source is null.", nameof(source));
                size += sizeOf(item);
                if (size > maxSize && items.Count > 0)
                {
                    break;
                }

                items.Add(item);
                Take();
            }
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
        }

        return items.Count > 0 ? new Batch<T>(_next - items.Count, items) : null;
    }

    private Task<bool> MoveAsync() => _moving ??= source.MoveNextAsync().AsTask();

    private void Take() => (_next, _moving) = (_next + 1, null);
}
