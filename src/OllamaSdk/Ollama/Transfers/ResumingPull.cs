using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using OllamaSdk.ApiCalls;
using OllamaSdk.Streaming;

namespace OllamaSdk.Transfers;

/// <summary>
/// A pull that goes on after its connection broke: the server keeps what it has and resumes. The count of retries begins anew whenever
/// more of the model has arrived than ever before, so a long download survives many breaks and a dead one ends soon. Made for one pull.
/// </summary>
internal sealed class ResumingPull(IOllamaModelsApi api, ApiRunner runner)
{
    private readonly SingleUse _use = new(nameof(OllamaClient.PullModelStreamAsync));

    public async IAsyncEnumerable<ModelProgress> RunAsync(
        PullModelRequest request, CallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _use.Begin();
        var tracker = new TransferTracker(runner.Clock);
        var retries = 0;
        while (true)
        {
            var best = tracker.MostCompleted;
            LlmStreamException? broken = null;
            var stream = api.PullModelStreamAsync(request, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (stream.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await stream.MoveNextAsync().ConfigureAwait(false))
                        {
                            yield break;
                        }
                    }
                    catch (LlmStreamException e) when (e.Reason is StreamFailure.Interrupted or StreamFailure.Incomplete)
                    {
                        broken = e;
                        break;
                    }

                    tracker.Add(stream.Current);
                    yield return stream.Current;
                }
            }

            retries = tracker.MostCompleted > best ? 1 : retries + 1;
            if (retries > runner.RetriesOf(options))
            {
                ExceptionDispatchInfo.Throw(broken);
            }

            await runner.WaitBeforeRetryAsync(retries - 1, cancellationToken).ConfigureAwait(false);
        }
    }
}
