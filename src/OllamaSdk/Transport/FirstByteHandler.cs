using OllamaSdk.Transfers;

namespace OllamaSdk.Transport;

/// <summary>Limits one attempt: from sending the request to the headers of its answer.</summary>
internal sealed class FirstByteHandler(TimeProvider clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = CallState.Of(request);
        state.SentAt = clock.GetTimestamp();
        var limit = state.FirstByteLimit;
        if (limit == Timeout.InfiniteTimeSpan)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        using var timer = new CancellationTokenSource(limit, clock);
        using var caller = cancellationToken.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), timer);
        var upload = request.Content as UploadContent;
        if (upload is not null)
        {
            // A large body takes its time; what must not last is silence.
            upload.PieceSent = () => timer.CancelAfter(limit);
        }

        try
        {
            return await base.SendAsync(request, timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested && timer.IsCancellationRequested)
        {
            throw new LlmTimeoutException(LlmTimer.FirstByte, limit, upload is null ? null : "since the server took the last part of the body", e);
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
