using System.Net;
using System.Security.Cryptography;

namespace OllamaSdk.Testing.Tests;

public sealed class BlobTests : EmulatorTest
{
    private static readonly string Abc = DigestOf("abc"u8);

    [Fact]
    public async Task Is_new_once_and_there_from_then_on()
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);
        Assert.False(await Client.BlobExistsAsync(Abc, cancellationToken: Cancellation));

        Assert.Equal(201, await UploadAsync(http, Abc, new ByteArrayContent("abc"u8.ToArray())));
        Assert.True(await Client.BlobExistsAsync(Abc, cancellationToken: Cancellation));

        var unread = new CountingContent(3, 3);
        Assert.Equal(200, await UploadAsync(http, Abc, unread));
        Assert.False(unread.WasRead);
    }

    [Fact]
    public async Task A_wrong_digest_is_refused()
    {
        using var content = new MemoryStream("abcd"u8.ToArray());

        var failure = await Assert.ThrowsAsync<LlmApiException>(() => Client.UploadBlobAsync(content, Abc, cancellationToken: Cancellation));

        Assert.Equal($"digest mismatch, expected \"{Abc}\", got \"{DigestOf("abcd"u8)}\"", failure.ServerMessage);
        Assert.False(await Client.BlobExistsAsync(Abc, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task An_upload_is_never_held_in_memory_as_a_whole()
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);

        // No buffer can be as large as this content says it is: whoever tried would fail at once.
        var content = new CountingContent(3, promisedLength: 1L << 40);

        Assert.Equal(201, await UploadAsync(http, DigestOf(new byte[3]), content));
        Assert.True(content.WasRead);
    }

    [Fact]
    public async Task Those_of_the_options_are_there()
    {
        var options = new EmulatorOptions { Blobs = { [Abc] = 1L << 35 } };
        using var emulator = new OllamaEmulator(options);
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:11434", Handler = emulator });

        await client.CreateModelAsync(new CreateModelRequest { Model = "huge", Files = new Dictionary<string, string> { ["a.gguf"] = Abc } }, cancellationToken: Cancellation);

        Assert.InRange((await client.ListModelsAsync(cancellationToken: Cancellation)).Models![0].Size!.Value, 1L << 35, (1L << 35) + 1000);
        var wrong = new EmulatorOptions { Blobs = { ["sha256:12"] = 1 } };
        Assert.Contains("'sha256:12'", Assert.Throws<ArgumentException>(() => new OllamaEmulator(wrong)).Message);
    }

    private static string DigestOf(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();

    private static async Task<int> UploadAsync(HttpClient http, string digest, HttpContent content)
    {
        using var response = await http.PostAsync(new Uri("http://emulator/api/blobs/" + digest), content, Cancellation);
        return (int)response.StatusCode;
    }

    /// <summary>Zeros, of which it may promise more than it has.</summary>
    private sealed class CountingContent(int length, long promisedLength) : HttpContent
    {
        public bool WasRead { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasRead = true;
            return stream.WriteAsync(new byte[length], Cancellation).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = promisedLength;
            return true;
        }
    }
}
