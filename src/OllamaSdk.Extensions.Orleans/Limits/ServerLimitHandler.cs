using System.Net;

namespace OllamaSdk.BulkJobs.Limits;

/// <summary>Lets a request go when its server has a place for it, and keeps the place until the answer was read.</summary>
internal sealed class ServerLimitHandler(ServerShares shares) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Only what is posted makes a model work.
        if (request.Method != HttpMethod.Post || shares.For(request.RequestUri) is not { } share)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        await share.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            answer.Content = new HeldContent(answer.Content, share);
            return answer;
        }
        catch
        {
            share.Leave();
            throw;
        }
    }

    private sealed class HeldContent : HttpContent
    {
        private readonly HttpContent _content;
        private ServerShare? _share;

        public HeldContent(HttpContent content, ServerShare share)
        {
            (_content, _share) = (content, share);
            foreach (var header in content.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override Task<Stream> CreateContentReadStreamAsync() => _content.ReadAsStreamAsync();

        protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) => _content.ReadAsStreamAsync(cancellationToken);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _content.CopyToAsync(stream, context);

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? 0;
            return _content.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _content.Dispose();
                Interlocked.Exchange(ref _share, null)?.Leave();
            }

            base.Dispose(disposing);
        }
    }
}
