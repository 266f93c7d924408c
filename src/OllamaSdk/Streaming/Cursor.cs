using System.Buffers;
using System.Runtime.CompilerServices;

namespace OllamaSdk.Streaming;

/// <summary>
/// Goes along a stream, item by item, through all the layers around it: what is there already is reached by plain calls, a wait for bytes is one state machine
/// however many layers there are, and only what is rare (the beginning, the end, a failure) is a state machine of each layer's own.
/// </summary>
/// <remarks>What waits knows no type of items, so that a program which reads several kinds compiles it once.</remarks>
internal abstract class Cursor
{
    private bool _isMoving;

    /// <summary>Goes to the next item that is there already. Never throws: where there is none, the other members say why.</summary>
    public abstract bool TryMove();

    /// <summary>Begins to read more bytes; <see langword="false"/> where something else comes first, which is then for <see cref="MoveOnAsync"/>. Never throws.</summary>
    public abstract bool TryBeginRead(out ValueTask<int> read);

    /// <summary>Takes what was read.</summary>
    public abstract void EndRead(int count);

    /// <summary>Keeps what went wrong, so that <see cref="MoveOnAsync"/> throws it once all is closed.</summary>
    public abstract void Fail(Exception fault);

    /// <summary>Begins, ends or fails, whichever is due, and goes to the next item where one comes of it; <see langword="false"/> at the end.</summary>
    public abstract ValueTask<bool> MoveOnAsync();

    /// <summary>
    /// Gets the text of the answer as it is in the answer, in place of most items, which then come without it: the text of an item that has some
    /// comes after what was written. Layers that change the text, or cannot pass this on, leave it.
    /// </summary>
    public virtual IBufferWriter<byte>? TextTarget
    {
        set
        {
        }
    }

    /// <summary>As an iterator's: goes to the next item; <see langword="false"/> at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ValueTask<bool> MoveNextAsync() => TryMove() ? new ValueTask<bool>(true) : WaitAsync();

    /// <summary>As an iterator's: not while it moves.</summary>
    /// <exception cref="NotSupportedException">A move is pending.</exception>
    public ValueTask DisposeAsync() => _isMoving ? throw new NotSupportedException() : CloseAsync();

    /// <summary>Lets go of everything. May be called again.</summary>
    protected abstract ValueTask CloseAsync();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitAsync()
    {
        _isMoving = true;
        try
        {
            while (TryBeginRead(out var read))
            {
                try
                {
                    EndRead(await read.ConfigureAwait(false));
                }
                catch (Exception e)
                {
                    Fail(e);
                }

                if (TryMove())
                {
                    return true;
                }
            }

            return await MoveOnAsync().ConfigureAwait(false);
        }
        finally
        {
            _isMoving = false;
        }
    }
}
