using System.Buffers;
using System.Text;
using OllamaSdk.Streaming;

namespace OllamaSdk.Llm;

/// <summary>One server's answer as updates with something in them, the whole of it as the last.</summary>
/// <remarks>Of most items only the text is wanted, which is then taken without making the item.</remarks>
/// <param name="loop">Of the loop that reads.</param>
internal abstract class UpdateCursor<TItem>(CancellationToken loop) : ItemCursor<LlmUpdate>
{
    private readonly PooledBytes _text = new();
    private IBufferWriter<byte>? _target;
    private ItemCursor<TItem>? _items;
    private IEnumerator<LlmUpdate>? _last;
    private LlmUpdate? _current;

    public sealed override LlmUpdate Current => _current!;

    public sealed override IBufferWriter<byte>? TextTarget
    {
        set
        {
            _target = value;
            _items?.TextTarget = value ?? _text;
        }
    }

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
                if (TryTake(items.Current))
                {
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
            if (_items is null)
            {
                _items = ItemCursor<TItem>.Of((await OpenAsync().ConfigureAwait(false)).GetAsyncEnumerator(loop));
                _items.TextTarget = _target ?? _text;
            }

            while (await _items.MoveNextAsync().ConfigureAwait(false))
            {
                if (TryTake(_items.Current))
                {
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

    /// <summary>Adds text to the whole that came without an item of its own.</summary>
    protected abstract void Add(string text);

    /// <summary>All that was taken.</summary>
    protected abstract LlmResponse Whole();

    protected sealed override ValueTask CloseAsync()
    {
        _text.Dispose();
        return _items?.DisposeAsync() ?? default;
    }

    private bool TryTake(TItem item)
    {
        var written = _text.Written.Span;
        if (written.IsEmpty)
        {
            // Where the text goes elsewhere, whoever gets it wants to know when.
            var update = Take(item) ?? (_target is null ? null : new LlmUpdate());
            _current = update ?? _current;
            return update is not null;
        }

        var text = Encoding.UTF8.GetString(written);
        _text.Clear();
        Add(text);
        _current = Take(item) is { } more ? more with { ContentDelta = text + more.ContentDelta } : new LlmUpdate { ContentDelta = text };
        return true;
    }
}
