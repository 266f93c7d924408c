using System.Net;
using OllamaSdk.Tests.Faults;
using OllamaSdk.Tests.ProcessWide;

namespace OllamaSdk.Tests.Transfers;

/// <summary>Alone in the process, since it counts what the whole process allocates.</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class UploadMemoryTests
{
    private const long Size = 256L * 1024 * 1024;
    private const long Allowed = 4 * 1024 * 1024;

    [Theory]
    [InlineData(null)]
    [InlineData("known")]
    public async Task I05_memory_is_flat_for_any_size(string? digest)
    {
        var received = 0L;
        using var handler = new StubHandler(async (request, token) =>
        {
            if (request.Method == HttpMethod.Head)
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            }

            await using var sink = new CountingSink();
            await request.Content!.CopyToAsync(sink, token);
            received = sink.Count;
            return new HttpResponseMessage(HttpStatusCode.Created);
        });
        await using var client = handler.Create();
        using var content = new GeneratedStream(Size);
        var told = 0L;
        var progress = digest is null ? null : new LastReport(report => told = report.CompletedBytes);
        await client.BlobExistsAsync(BlobScripts.SomeDigest, cancellationToken: TestClient.Ct);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await client.UploadBlobAsync(content, digest is null ? null : BlobScripts.SomeDigest, progress, cancellationToken: TestClient.Ct);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal(Size, received);
        Assert.Equal(digest is null ? 0 : Size, told);
        Assert.True(allocated < Allowed, $"{allocated:N0} bytes were allocated for an upload of {Size:N0}.");
    }

    private sealed class LastReport(Action<TransferProgress> tell) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => tell(value);
    }
}
