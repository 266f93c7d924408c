using System.Net;

namespace OllamaSdk.Tests;

/// <summary>The innermost handler of a client under test: answers from memory, and counts.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private int _requests;

    public StubHandler(Func<Stream> body, HttpStatusCode status = HttpStatusCode.OK, string contentType = "application/x-ndjson")
        : this((_, _) => Task.FromResult(Answer(body(), status, contentType)))
    {
    }

    public StubHandler(string body, HttpStatusCode status = HttpStatusCode.OK, string contentType = "application/json")
        : this(() => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)), status, contentType)
    {
    }

    public int Requests => Volatile.Read(ref _requests);

    public static HttpResponseMessage Answer(Stream body, HttpStatusCode status, string contentType)
    {
        var content = new StreamContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return new HttpResponseMessage(status) { Content = content };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return answer(request, cancellationToken);
    }
}
