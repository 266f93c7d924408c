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
    private bool _hasCurrent;

    public bool IsAtEnd { get; private set; }

    /// <summary>What the source threw. Items before it are delivered first, so that a later run can begin right there.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>The next batch; none at the end. To be called again only when it has completed.</summary>
    public async Task<Batch<T>?> ReadAsync()
    {
        var items = new List<T>();
        var size = 0L;
        try
        {
            while (_next < startIndex && await HasNextAsync().ConfigureAwait(false))
            {
                Take();
            }

            while (items.Count < maxCount && await HasNextAsync().ConfigureAwait(false))
            {
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
            (Failure, IsAtEnd) = (ExceptionDispatchInfo.Capture(e), true);
        }

        return items.Count > 0 ? new Batch<T>(_next - items.Count, items) : null;
    }

    private async ValueTask<bool> HasNextAsync()
    {
        if (!_hasCurrent && !IsAtEnd)
        {
            _hasCurrent = await source.MoveNextAsync().ConfigureAwait(false);
            IsAtEnd = !_hasCurrent;
        }

        return _hasCurrent;
    }

    private void Take() => (_next, _hasCurrent) = (_next + 1, false);
}
