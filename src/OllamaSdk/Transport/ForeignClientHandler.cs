using System.Diagnostics;

namespace OllamaSdk.Transport;

/// <summary>
/// The innermost handler over a caller's own <see cref="HttpClient"/>. Each attempt is a fresh copy of the request, since a client
/// sends a message once only; the absolute URI wins over its base address.
/// </summary>
internal sealed class ForeignClientHandler(HttpClient client) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
            Content = request.Content,
        };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        CallState.NoteCopy(request, copy);
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await client.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (TimedOut(e, started, cancellationToken))
        {
            throw new LlmTimeoutException(LlmTimer.FirstByte, client.Timeout, "the Timeout of the HttpClient you passed in", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested && IsDisposed())
        {
            throw new ObjectDisposedException("The HttpClient you passed in was disposed while the call was under way.", e);
        }
    }

    // A connect timeout looks alike (an inner TimeoutException), but comes before the client's own has passed.
    private bool TimedOut(OperationCanceledException cause, long started, CancellationToken token) =>
        !token.IsCancellationRequested && cause.InnerException is TimeoutException
        && client.Timeout != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(started) >= client.Timeout - TimeSpan.FromMilliseconds(20);

    // It says so in no other way that does no harm: one that has sent something lets nothing be set either, but in other words.
    private bool IsDisposed()
    {
        try
        {
            client.BaseAddress = client.BaseAddress;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            // It has begun to send.
        }

        return false;
    }
}
