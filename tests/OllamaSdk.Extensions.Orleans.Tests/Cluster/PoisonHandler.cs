using System.Net;
using System.Text;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>A server that refuses every request with a certain word in it.</summary>
internal sealed class PoisonHandler : DelegatingHandler
{
    public const string Word = "POISON";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Content is not null && (await request.Content.ReadAsStringAsync(cancellationToken)).Contains(Word, StringComparison.Ordinal)
            ? new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"the text is not fit for this model"}""", Encoding.UTF8, "application/json"), RequestMessage = request }
            : await base.SendAsync(request, cancellationToken);
}
