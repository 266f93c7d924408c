using OllamaSdk.Transfers;

namespace OllamaSdk.Transport;

/// <summary>Limits one attempt: from sending the request to the headers of its answer.</summary>
/// <param name="clock">The client's.</param>
/// <param name="connections">Those of the SDK's own pool; the time runs when the request has one.</param>
internal sealed class FirstByteHandler(TimeProvider clock, FreeConnections? connections) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = CallState.Of(request);
        if (connections is not null)
        {
            await connections.TakeAsync(state, cancellationToken).ConfigureAwait(false);
        }

        state.SentAt = clock.GetTimestamp();
        var limit = state.FirstByteLimit;
        using var timer = limit == Timeout.InfiniteTimeSpan ? null : new CancellationTokenSource(limit, clock);
        using var caller = timer is null ? default : cancellationToken.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), timer);
        var upload = timer is null ? null : request.Content as UploadContent;
        if (upload is not null)
        {
            // A large body takes its time; what must not last is silence.
            upload.PieceSent = () => timer!.CancelAfter(limit);
        }

        try
        {
            return await base.SendAsync(request, timer?.Token ?? cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            state.Connection?.Dispose();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested && timer is { IsCancellationRequested: true })
            {
                throw new LlmTimeoutException(LlmTimer.FirstByte, limit, upload is null ? null : "since the server took the last part of the body", e);
            }

            throw;
        }
        finally
        {
            if (upload is not null)
            {
                upload.PieceSent = null;
            }
        }
    }
}
