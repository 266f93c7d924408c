using System.Runtime.CompilerServices;
using OllamaSdk.Http;

namespace OllamaSdk.Streaming;

/// <summary>
/// A streamed answer as items, whatever its framing: items before a fault are delivered before the fault, an end is only an end when an
/// item says so, a line is bounded, and the idle timer runs while a read is pending.
/// </summary>
internal abstract class ItemReader<T>(Exchange exchange, BodyReader body, int maxLineBytes)
    where T : class, IStreamItem
{
    private bool _ended;
    private bool _mayEnd;

    protected BodyReader Body { get; } = body;

    protected AnswerParser Parser { get; } = exchange.Parser;

    /// <summary>What has arrived so far.</summary>
    protected PartialAnswer Partial { get; } = new();

    /// <summary>The next item; <see langword="null"/> after the one that is the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T?> NextAsync()
    {
        if (_ended)
        {
            return null;
        }

        try
        {
            exchange.Scope.ThrowIfCallerCancelled();
            T? item;
            while ((item = TryTake()) is null)
            {
                if (Body.AtEnd && _mayEnd)
                {
                    return null;
                }

                if (Body.AtEnd)
                {
                    throw Parser.Incomplete(Partial);
                }

                if (Body.UnreadLength > maxLineBytes)
                {
                    throw Parser.LineTooLong(maxLineBytes, Partial);
                }

                var read = Body.BeginRead();
                if (!read.IsCompleted)
                {
                    exchange.Scope.WaitForItem();
                }

                Body.EndRead(await read.ConfigureAwait(false));
            }

            exchange.Scope.ItemArrived();
            Partial.ItemsReceived++;
            item.AppendTo(Partial);
            _mayEnd = item.MayBeLast;
            Body.Completed = _ended = item.IsLast;
            return item;
        }
        catch (Exception e) when (exchange.Explain(e, Partial) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>The next item that is whole in the buffer.</summary>
    protected abstract T? TryTake();
}
