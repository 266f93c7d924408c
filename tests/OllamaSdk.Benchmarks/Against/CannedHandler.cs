using System.Net;
using System.Net.Http.Headers;

namespace OllamaSdk.Benchmarks.Against;

/// <summary>
/// Answers from memory, one call at a time. A caller waits for the headers as it does for a server's, but it goes on in the thread that
/// calls <see cref="GoOn"/>: there is no thread pool whose waiting would be measured too, and what a call allocates is the same each time.
/// </summary>
internal sealed class CannedHandler(CannedAnswer answer) : HttpMessageHandler
{
    private readonly MediaTypeHeaderValue _contentType = new(answer.ContentType);
    private TaskCompletionSource<HttpResponseMessage>? _headers;
    private CannedStream? _body;

    /// <summary>Makes a call and gives it what it waits for, until it is over.</summary>
    public Task<long> ServeAsync(Func<Task<long>> start)
    {
        var call = start();
        while (!call.IsCompleted && !answer.IsThere)
        {
            GoOn();
        }

        return call;
    }

    /// <summary>Lets the next thing arrive that the caller waits for.</summary>
    private void GoOn()
    {
        if (_headers is not { } headers)
        {
            (_body ?? throw new InvalidOperationException("The call has ended or waits for something else than its answer.")).Arrive();
            return;
        }

        _headers = null;
        headers.SetResult(Respond());
    }

    private HttpResponseMessage Respond()
    {
        _body = new CannedStream(answer.Reads, answer.Waits);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(_body) { Headers = { ContentType = _contentType, ContentLength = answer.Length } },
        };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A request that nobody reads is never written.
        if (!request.Content!.CopyToAsync(Stream.Null, cancellationToken).IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The request is not ready at once.");
        }

        if (answer.IsThere)
        {
            return Task.FromResult(Respond());
        }

        _headers = new TaskCompletionSource<HttpResponseMessage>();
        return _headers.Task;
    }
}
