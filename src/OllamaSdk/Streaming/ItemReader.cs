using System.Runtime.CompilerServices;

namespace OllamaSdk.Streaming;

/// <summary>
/// A streamed answer as items, whatever its framing: items before a fault are delivered before the fault, an end is only an end when an
/// item says so, a line is bounded, and the idle timer runs while a read is pending.
/// </summary>
internal abstract class ItemReader<T>(Exchange exchange, BodyReader body, int maxLineBytes, byte[] begin, byte[] end)
    where T : class, IStreamItem
{
    // What stands before each item, and behind it.
    private readonly byte[] _begin = begin;
    private readonly byte[] _end = end;
    private bool _mayEnd;
    private OpenParts _parts;

    protected BodyReader Body { get; } = body;

    protected AnswerParser Parser { get; } = exchange.Parser;

    /// <summary>The longest line; a longer one is refused however it arrives, in one read or in many.</summary>
    protected int MaxLineBytes { get; } = Math.Min(maxLineBytes, BodyReader.MaxLimit);

    /// <summary>Whether an end mark is one only if the body ends after it: creating a model may pull its parent first, whose <c>success</c> comes midway.</summary>
    public bool EndMarkMayRepeat { get; init; }

    /// <summary>Whether the end mark was seen.</summary>
    protected bool Ended { get; set; }

    /// <summary>Whether the next byte begins an item, or what is before it.</summary>
    protected virtual bool IsAtItem => false;

    /// <summary>Bytes that are held because what they belong to is not whole.</summary>
    protected virtual int PendingBytes => Body.UnreadLength;

    /// <summary>What has arrived so far.</summary>
    protected PartialAnswer Partial { get; } = new();

    /// <summary>The next item that has arrived whole; <see langword="null"/> where <see cref="FillAsync"/> is needed first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T? TryNext()
    {
        try
        {
            exchange.Scope.ThrowIfCallerCancelled();
            if (Ended)
            {
                return null;
            }

            if (IsAtItem && TryTakeKnown() is { } known)
            {
                return known;
            }

            if (TryTake() is not { } item)
            {
                return null;
            }

            if (item.IsLast)
            {
                // What the quick readers took was not looked at yet.
                item = (T)item.InUsualForm(Parser.Odd);
                exchange.Ending?.Tell(item);
            }

            exchange.Scope.ItemArrived();
            Partial.ItemsReceived++;
            item.AppendTo(Partial);
            item.Follow(ref _parts);
            if (_parts.HasCounts)
            {
                _parts.HasCounts = false;
                exchange.Ending?.Tell(item);
            }

            _mayEnd = EndMarkMayRepeat ? item.IsLast : _mayEnd || (_parts.HasAny ? _parts.AnyEnded : item.MayBeLast);
            Body.Completed = Ended = item.IsLast && !EndMarkMayRepeat;
            return item;
        }
        catch (Exception e) when (exchange.Explain(e, Partial) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Waits for more; <see langword="false"/> at the end of the stream.</summary>
    public async ValueTask<bool> FillAsync()
    {
        if (IsOver())
        {
            return false;
        }

        try
        {
            EndRead(await BeginRead().ConfigureAwait(false));
            return true;
        }
        catch (Exception e) when (Explain(e) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Whether the stream has ended as it should; otherwise more is to be read.</summary>
    /// <exception cref="LlmException">It has ended in another way, or must not go on.</exception>
    public bool IsOver()
    {
        var isEnd = Ended || (Body.AtEnd && (Parser.Odd.IsWhole || (_mayEnd && _parts.AllEnded)));
        // A mark of the end alone ends no answer; what is raw need not be one.
        if (isEnd && (Partial.ItemsReceived > 0 || typeof(T) == typeof(RawItem)))
        {
            if (!Ended && _parts.HasAny && !Parser.Odd.IsWhole)
            {
                Parser.Odd.Note("a reason for the end, and then no mark of it");
            }

            Body.Completed = true;
            // A note of an event that was left out tells of it too, whenever its owner looks.
            if (Partial.ItemsSkipped == 0)
            {
                Partial.Forget();
            }

            return true;
        }

        try
        {
            if (isEnd)
            {
                Body.Completed = true;
                throw Parser.NoItems(Partial);
            }

            if (Body.AtEnd)
            {
                throw Body.IsBlank ? Parser.Empty(Partial) : Parser.Incomplete(Partial);
            }

            return PendingBytes > MaxLineBytes ? throw Parser.LineTooLong(MaxLineBytes, Partial) : false;
        }
        catch (Exception e) when (Explain(e) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Begins to read more; what it throws is to be explained.</summary>
    public ValueTask<int> BeginRead()
    {
        exchange.Scope.WaitForItem();
        return Body.BeginRead(MaxLineBytes);
    }

    /// <summary>Takes what was read.</summary>
    public void EndRead(int count) => Body.EndRead(count);

    /// <summary>The exception that a failure becomes; <see langword="null"/> leaves it as it is.</summary>
    public Exception? Explain(Exception fault) => exchange.Explain(fault, Partial);

    // It is not the last one, nor does it begin or end a part of the answer: the one with the same form before it would have. Where the text is only
    // copied, all of it that is there comes at once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T? TryTakeKnown()
    {
        T? taken = null;
        while (Body.Unread is var unread && unread.StartsWith(_begin)
            && Parser.ParseKnown<T>(unread[_begin.Length..], _end, MaxLineBytes - _begin.Length, Partial, out var length) is { } item)
        {
            Body.Take(_begin.Length + length + _end.Length);
            Partial.ItemsReceived++;
            taken = item;
            if (Parser.TextTarget is null)
            {
                item.AppendTo(Partial);
                break;
            }

            if (Parser.TextTarget is not TextCopy || exchange.Scope.IsCallerCancelled)
            {
                break;
            }
        }

        if (taken is not null)
        {
            exchange.Scope.ItemArrived();
            _mayEnd &= !EndMarkMayRepeat;
        }

        return taken;
    }

    /// <summary>The idle timer begins anew: something whole has come, although it is no item.</summary>
    protected void Alive() => exchange.Scope.ShowedLife();

    /// <summary>The next item that is whole in the buffer; <see langword="null"/> where more bytes are needed, or the end mark was seen.</summary>
    protected abstract T? TryTake();
}
