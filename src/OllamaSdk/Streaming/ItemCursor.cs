using System.Runtime.ExceptionServices;

namespace OllamaSdk.Streaming;

/// <summary>A <see cref="Cursor"/> that shows its items.</summary>
internal abstract class ItemCursor<T> : Cursor, IAsyncEnumerator<T>
{
    public abstract T Current { get; }

    /// <summary>The enumerator of any stream as a cursor; one of ours is one already.</summary>
    public static ItemCursor<T> Of(IAsyncEnumerator<T> items) => items as ItemCursor<T> ?? new Foreign(items);

    // Nothing is known of when its items come: each of them is its own business.
    private sealed class Foreign(IAsyncEnumerator<T> items) : ItemCursor<T>
    {
        private ExceptionDispatchInfo? _fault;

        public override T Current => items.Current;

        public override bool TryMove() => false;

        public override bool TryBeginRead(out ValueTask<int> read)
        {
            read = default;
            return false;
        }

        public override void EndRead(int count)
        {
        }

        public override void Fail(Exception fault) => _fault = ExceptionDispatchInfo.Capture(fault);

        public override ValueTask<bool> MoveOnAsync()
        {
            _fault?.Throw();
            return items.MoveNextAsync();
        }

        protected override ValueTask CloseAsync() => items.DisposeAsync();
    }
}
