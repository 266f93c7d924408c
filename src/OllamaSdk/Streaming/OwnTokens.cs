using System.Buffers;

namespace OllamaSdk.Streaming;

/// <summary>
/// A call has a token, and the loop that reads its stream may have another. An iterator joins the two, and what it throws when one of them is cancelled has
/// the token of neither.
/// </summary>
internal static class OwnTokens
{
    /// <summary>The same stream; where it is cancelled the exception has the token that was.</summary>
    /// <param name="stream">An iterator that was made with the token of the call.</param>
    /// <param name="caller">That token.</param>
    /// <param name="onReplaced">Gets each exception that is replaced, and the one in its place.</param>
    public static IAsyncEnumerable<T> WithOwnTokens<T>(this IAsyncEnumerable<T> stream, CancellationToken caller, Action<Exception, Exception>? onReplaced = null) =>
        caller.CanBeCanceled ? new Stream<T>(stream, caller, onReplaced) : stream;

    private sealed class Stream<T>(IAsyncEnumerable<T> stream, CancellationToken caller, Action<Exception, Exception>? onReplaced) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            var items = stream.GetAsyncEnumerator(cancellationToken);
            // With one token nothing is joined.
            return cancellationToken.CanBeCanceled && cancellationToken != caller ? new Reader<T>(ItemCursor<T>.Of(items), caller, cancellationToken, onReplaced) : items;
        }
    }

    private sealed class Reader<T>(ItemCursor<T> items, CancellationToken caller, CancellationToken loop, Action<Exception, Exception>? onReplaced) : ItemCursor<T>
    {
        public override T Current => items.Current;

        public override IBufferWriter<byte>? TextTarget
        {
            set => items.TextTarget = value;
        }

        public override bool TryMove() => items.TryMove();

        public override bool TryBeginRead(out ValueTask<int> read) => items.TryBeginRead(out read);

        public override void EndRead(int count) => items.EndRead(count);

        public override void Fail(Exception fault) => items.Fail(fault);

        public override async ValueTask<bool> MoveOnAsync()
        {
            try
            {
                return await items.MoveOnAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (e.CancellationToken != caller && e.CancellationToken != loop && (caller.IsCancellationRequested || loop.IsCancellationRequested))
            {
                var own = new OperationCanceledException(e.Message, e, caller.IsCancellationRequested ? caller : loop);
                onReplaced?.Invoke(e, own);
                throw own;
            }
        }

        protected override ValueTask CloseAsync() => items.DisposeAsync();
    }
}
