using System.Net;
using System.Net.Http.Headers;
using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>Gives the short answers without a network, and not at once, so that callers wait as they do for a network.</summary>
internal sealed class ShortAnswerHandler : HttpMessageHandler
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var isNative = request.RequestUri!.AbsolutePath.EndsWith("/api/chat", StringComparison.Ordinal);
        var content = new ByteArrayContent(isNative ? ShortAnswers.Native : ShortAnswers.OpenAI) { Headers = { ContentType = Json } };
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }
}
