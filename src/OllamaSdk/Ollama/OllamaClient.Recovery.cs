using System.Runtime.CompilerServices;
using OllamaSdk.Recovery;
using OllamaSdk.Streaming;

namespace OllamaSdk;

// Only called where the option is set: other calls go straight to the server, without a delegate or a second iterator.
public partial class OllamaClient
{
    private bool Recovers(CallOptions? options) => _setup.OutOfMemoryRecovery && options?.NoRecovery != true;

    /// <param name="request">What is asked.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="with">Gives it other options; <see langword="null"/> where such a request has none, so that its context cannot be made smaller.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="given">The request's own options.</param>
    /// <param name="options">Settings of the call.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    private async Task<T> RecoverAsync<TRequest, T>(
        TRequest request, Func<TRequest, CallOptions?, CancellationToken, Task<T>> send, Func<TRequest, ModelOptions?, TRequest>? with, string model, ModelOptions? given,
        CallOptions? options, CancellationToken cancellationToken)
        where T : IRecoverable
    {
        var clock = _setup.Runner.Clock;
        options = From(clock, options);
        var rescue = new MemoryRescue(this, model, given, options, clock, _setup.Logger) { HasContext = with is not null };
        while (true)
        {
            try
            {
                var answer = await send(with is null ? request : with(request, rescue.Options), options, cancellationToken).ConfigureAwait(false);
                answer.MemoryRecovery = rescue.Done;
                return answer;
            }
            catch (LlmException e)
            {
                if (!await rescue.TryMakeRoomAsync(e, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }

                Tell(options, rescue);
            }
        }
    }

    private async IAsyncEnumerable<T> RecoverStreamAsync<TRequest, T>(
        TRequest request, Func<TRequest, CallOptions?, CancellationToken, IAsyncEnumerable<T>> open, Func<TRequest, ModelOptions?, TRequest> with, string model, ModelOptions? given,
        CallOptions? options, SingleUse? use, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IRecoverable
    {
        use?.Begin();
        var clock = _setup.Runner.Clock;
        options = From(clock, options);
        var rescue = new MemoryRescue(this, model, given, options, clock, _setup.Logger);
        while (true)
        {
            var stream = open(with(request, rescue.Options), options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (stream.ConfigureAwait(false))
            {
                // A stream of a model always has an item, or it fails.
                if (!await HasFirstAsync(stream, rescue, cancellationToken).ConfigureAwait(false))
                {
                    Tell(options, rescue);
                    continue;
                }

                do
                {
                    stream.Current.MemoryRecovery = rescue.Done;
                    yield return stream.Current;
                }
                while (await stream.MoveNextAsync().ConfigureAwait(false));
                yield break;
            }
        }
    }

    // All that a rescue sends is one call, to the total timer as well.
    private static CallOptions From(TimeProvider clock, CallOptions? options)
    {
        var copy = options?.Clone() ?? new CallOptions();
        copy.BeganAt ??= clock.GetTimestamp();
        return copy;
    }

    // What was chosen for the call is no longer what it is sent with.
    private static void Tell(CallOptions options, MemoryRescue rescue) =>
        options.ChosenContextLength = options.ChosenContextLength is null ? null : rescue.Options?.NumCtx;

    private static async Task<bool> HasFirstAsync<T>(IAsyncEnumerator<T> stream, MemoryRescue rescue, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNextAsync().ConfigureAwait(false);
        }
        catch (LlmException e)
        {
            if (!await rescue.TryMakeRoomAsync(e, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            return false;
        }
    }
}
