using System.Runtime.CompilerServices;
using OllamaSdk.Recovery;

namespace OllamaSdk;

public sealed partial class OllamaClient
{
    // Without the option calls go straight through: no closure, no second iterator.
    private Task<T> WithRecoveryAsync<TRequest, T>(
        TRequest request, Func<TRequest, CallOptions?, CancellationToken, Task<T>> send, Func<TRequest, ModelOptions?, TRequest> with, string model, ModelOptions? given,
        CallOptions? options, CancellationToken cancellationToken)
        where T : IRecoverable
    {
        return _setup.OutOfMemoryRecovery ? RecoverAsync() : send(request, options, cancellationToken);

        async Task<T> RecoverAsync()
        {
            var rescue = new MemoryRescue(this, model, given, options, _setup.Logger);
            while (true)
            {
                try
                {
                    var answer = await send(with(request, rescue.Options), options, cancellationToken).ConfigureAwait(false);
                    answer.MemoryRecovery = rescue.Done;
                    return answer;
                }
                catch (LlmException e)
                {
                    if (!await rescue.TryMakeRoomAsync(e, cancellationToken).ConfigureAwait(false))
                    {
                        throw;
                    }
                }
            }
        }
    }

    private IAsyncEnumerable<T> WithRecovery<TRequest, T>(
        TRequest request, Func<TRequest, CallOptions?, CancellationToken, IAsyncEnumerable<T>> open, Func<TRequest, ModelOptions?, TRequest> with, string model, ModelOptions? given,
        CallOptions? options, CancellationToken cancellationToken)
        where T : class, IRecoverable
    {
        return _setup.OutOfMemoryRecovery ? RecoverAsync(cancellationToken) : open(request, options, cancellationToken);

        async IAsyncEnumerable<T> RecoverAsync([EnumeratorCancellation] CancellationToken token)
        {
            var rescue = new MemoryRescue(this, model, given, options, _setup.Logger);
            while (true)
            {
                var stream = open(with(request, rescue.Options), options, token).GetAsyncEnumerator(token);
                await using (stream.ConfigureAwait(false))
                {
                    if (!await HasFirstAsync(stream).ConfigureAwait(false))
                    {
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

            // A stream of a model always has an item, or it fails.
            async Task<bool> HasFirstAsync(IAsyncEnumerator<T> stream)
            {
                try
                {
                    return await stream.MoveNextAsync().ConfigureAwait(false);
                }
                catch (LlmException e)
                {
                    if (!await rescue.TryMakeRoomAsync(e, token).ConfigureAwait(false))
                    {
                        throw;
                    }

                    return false;
                }
            }
        }
    }
}
