using System.Buffers;

namespace OllamaSdk.Transport;

/// <summary>Turns a refusal or a transport failure into the typed exception that everything outside it decides on.</summary>
internal sealed class ErrorMappingHandler(TimeProvider clock, TimeSpan connectLimit, string startHint) : DelegatingHandler
{
    private static readonly TimeSpan BodyLimit = TimeSpan.FromSeconds(5);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (TransportFaults.BeforeHeaders(e, request.RequestUri!, connectLimit, startHint, CallState.Of(request), cancellationToken) is { } mapped)
        {
            throw mapped;
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        // Disposed before anyone waits for a retry: a failed answer must not keep a connection.
        using (response)
        {
            var state = CallState.Of(request);
            state.Answered = response.Headers;
            state.Tell(response, AnswerHeaders.ContentType(response));
            var body = await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
            throw ApiErrors.Create((int)response.StatusCode, body, state.Safe, response, clock, request.RequestUri);
        }
    }

    private async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(BodyLimit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(ApiErrors.MaxBodyBytes);
        var length = 0;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(linked.Token).ConfigureAwait(false);
            int read;
            do
            {
                read = await stream.ReadAsync(buffer.AsMemory(length, ApiErrors.MaxBodyBytes - length), linked.Token).ConfigureAwait(false);
                length += read;
            }
            while (read > 0 && length < ApiErrors.MaxBodyBytes);
        }
        catch (Exception e) when (e is IOException or HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The status is what matters; a body that breaks off or never comes only costs the words.
        }

        var body = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return body;
    }
}
