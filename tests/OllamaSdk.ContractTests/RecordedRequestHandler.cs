using System.Text;

namespace OllamaSdk.ContractTests;

/// <summary>Sends the recorded request in place of the client's own, and so gets its answer into the client's error handling.</summary>
internal sealed class RecordedRequestHandler(Recording recording) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Method = recording.Method;
        request.RequestUri = new Uri(request.RequestUri!, recording.Url);
        request.Headers.Host = recording.Host;
        request.Content = recording.RequestBody is { } body ? new StringContent(body, Encoding.UTF8, "application/json") : null;
        return base.SendAsync(request, cancellationToken);
    }
}
