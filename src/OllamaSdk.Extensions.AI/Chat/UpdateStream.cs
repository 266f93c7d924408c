using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Makes the updates of one streamed answer out of the parts that a client delivers.</summary>
internal interface IUpdates<in TPart>
{
    /// <summary>What is new in a part; <see langword="null"/> where that is nothing, or is told at the end.</summary>
    ChatResponseUpdate? Next(TPart part);

    /// <summary>Calls with what belongs to the message, then what belongs to the answer.</summary>
    IEnumerable<ChatResponseUpdate> Last();
}

/// <summary>
/// The updates of a streamed answer. It is no async iterator: the state machine of one, beside that of the client's stream, would be the dearest part of
/// an update, in particular of one that is waited for.
/// </summary>
/// <param name="parts">What the client delivers. Each enumeration is a call of its own.</param>
/// <param name="begin">Makes what turns the parts of one call into updates.</param>
internal sealed class UpdateStream<TPart>(IAsyncEnumerable<TPart> parts, Func<IUpdates<TPart>> begin) : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(parts.GetAsyncEnumerator(cancellationToken), begin());

    private sealed class Enumerator(IAsyncEnumerator<TPart> parts, IUpdates<TPart> updates) : IAsyncEnumerator<ChatResponseUpdate>, IValueTaskSource<bool>
    {
        private ManualResetValueTaskSourceCore<bool> _result;
        private ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter _awaited;
        private Action? _goOn;
        private IEnumerator<ChatResponseUpdate>? _last;
        private bool _isOver;

        public ChatResponseUpdate Current { get; private set; } = null!;

        public ValueTask<bool> MoveNextAsync()
        {
            if (_isOver)
            {
                return default;
            }

            // Until the contrary is known: an answer that failed never comes to an end.
            _isOver = true;
            if (_last is not null)
            {
                return new(TakeLast());
            }

            _result.Reset();
            var version = _result.Version;
            return AskAndTake() is { } isThere ? new(isThere) : new(this, version);
        }

        public ValueTask DisposeAsync()
        {
            _isOver = true;
            _last?.Dispose();
            return parts.DisposeAsync();
        }

        bool IValueTaskSource<bool>.GetResult(short token) => _result.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _result.GetStatus(token);

        void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _result.OnCompleted(continuation, state, token, flags);

        /// <summary>Whether there is an update; <see langword="null"/> where the next part has to be waited for, and <see cref="GoOn"/> will tell.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool? AskAndTake()
        {
            while (true)
            {
                var awaiter = parts.MoveNextAsync().ConfigureAwait(false).GetAwaiter();
                if (!awaiter.IsCompleted)
                {
                    _awaited = awaiter;
                    awaiter.UnsafeOnCompleted(_goOn ??= GoOn);
                    return null;
                }

                if (Take(awaiter.GetResult()) is { } isThere)
                {
                    return isThere;
                }
            }
        }

        private void GoOn()
        {
            bool? isThere;
            try
            {
                isThere = Take(_awaited.GetResult()) ?? AskAndTake();
            }
            catch (Exception e)
            {
                _result.SetException(e);
                return;
            }

            if (isThere is { } known)
            {
                _result.SetResult(known);
            }
        }

        /// <summary>Whether there is an update; <see langword="null"/> where the part makes none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool? Take(bool isPart)
        {
            if (!isPart)
            {
                _last = updates.Last().GetEnumerator();
                return TakeLast();
            }

            if (updates.Next(parts.Current) is not { } update)
            {
                return null;
            }

            Current = update;
            _isOver = false;
            return true;
        }

        private bool TakeLast()
        {
            if (!_last!.MoveNext())
            {
                return false;
            }

            Current = _last.Current;
            _isOver = false;
            return true;
        }
    }
}
