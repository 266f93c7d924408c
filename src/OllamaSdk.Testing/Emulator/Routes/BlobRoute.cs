using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Store;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Files for models to be made of: whether one is there, and its upload.</summary>
internal sealed class BlobRoute(EmulatedServer server) : Route("/api/blobs/:", HttpMethod.Head, HttpMethod.Post)
{
    public override async Task<HttpResponseMessage> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        var given = request.Parameter;
        var digest = BlobStore.Check(given);
        if (server.Blobs.Find(digest) is not null)
        {
            // Nothing of an upload is read: so does the server.
            return Answer.Empty(200);
        }

        if (request.Method == HttpMethod.Head)
        {
            throw RefusalException.NotFound($"blob \"{given}\" not found");
        }

        using var upload = new HashingStream();
        if (request.Message.Content is { } content)
        {
            await content.CopyToAsync(upload, cancellationToken).ConfigureAwait(false);
        }

        // Under its own name, even if that is not the one it was given.
        server.Blobs.Add(upload.Digest, new Blob(upload.Length, IsGguf: upload.Start.SequenceEqual("GGUF"u8)));
        return upload.Digest == given
            ? Answer.Empty(201)
            : throw RefusalException.BadRequest($"digest mismatch, expected \"{given}\", got \"{upload.Digest}\"");
    }
}
