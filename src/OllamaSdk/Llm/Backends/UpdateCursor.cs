using OllamaSdk.Streaming;

namespace OllamaSdk.Llm;

/// <summary>One server's answer as updates with something in them, the whole of it as the last.</summary>
/// <param name="loop">Of the loop that reads.</param>
internal abstract class UpdateCursor<TItem>(CancellationToken loop) : ItemCursor<LlmUpdate>
{
    private ItemCursor<TItem>? _items;
    private IEnumerator<LlmUpdate>? _last;
    private LlmUpdate? _current;

    public sealed override LlmUpdate Current => _current!;

    public sealed override bool TryMove()
    {
        if (_items is not { } items)
        {
            return false;
        }

        try
        {
            while (items.TryMove())
            {
                if (Take(items.Current) is { } update)
                {
                    _current = update;
                    return true;
                }
            }
        }
        catch (Exception e)
        {
            items.Fail(e);
        }

        return false;
    }

    public sealed override bool TryBeginRead(out ValueTask<int> read)
    {
        read = default;
        return _items is not null && _items.TryBeginRead(out read);
    }

    public sealed override void EndRead(int count) => _items!.EndRead(count);

    public sealed override void Fail(Exception fault) => _items!.Fail(fault);

    public sealed override async ValueTask<bool> MoveOnAsync()
    {
        if (_last is null)
        {
            _items ??= ItemCursor<TItem>.Of((await OpenAsync().ConfigureAwait(false)).GetAsyncEnumerator(loop));
            while (await _items.MoveNextAsync().ConfigureAwait(false))
            {
                if (Take(_items.Current) is { } update)
                {
                    _current = update;
                    return true;
                }
            }

            await CloseAsync().ConfigureAwait(false);
            _last = Updates.Last(Whole()).GetEnumerator();
        }

        if (!_last.MoveNext())
        {
            return false;
        }

        _current = _last.Current;
        return true;
    }

    /// <summary>Asks the server.</summary>
    protected abstract ValueTask<IAsyncEnumerable<TItem>> OpenAsync();

    /// <summary>Adds an item to the whole; <see langword="null"/> where it has no new text.</summary>
    protected abstract LlmUpdate? Take(TItem item);

    /// <summary>All that was taken.</summary>
    protected abstract LlmResponse Whole();

    protected sealed override ValueTask CloseAsync() => _items?.DisposeAsync() ?? default;
}
