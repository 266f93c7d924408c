using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>G05: what is uploaded comes from a stream that cannot be set back.</summary>
public sealed class UploadRows
{
    private static readonly string s_digest = $"sha256:{new string('a', 64)}";

    private readonly HttpRequestException _first = new(HttpRequestError.ConnectionError, "refused at first");

    // As behind a handler that reads the body for a log or a signature before it connects.
    [Theory]
    [InlineData(Client.Native)]
    [InlineData(Client.V1)]
    public async Task G05_what_was_read_is_not_sent_again(Client client)
    {
        var sent = 0;
        using var handler = Receiving(async body =>
        {
            sent++;
            await body.CopyToAsync(Stream.Null, TestClient.Ct);
            throw _first;
        });

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => UploadAsync(client, handler, new PieceStream([new byte[10], new byte[10]])));

        Assert.Equal((1, 1, ConnectionPhase.Connect), (sent, error.Attempts, error.Phase));
        Assert.Same(_first, error.InnerException);
    }

    [Theory]
    [InlineData(Client.Native)]
    [InlineData(Client.V1)]
    public async Task G05_what_was_not_read_yet_is_sent_again(Client client)
    {
        var sent = 0;
        using var handler = Receiving(async body => Assert.InRange(++sent == 1 ? throw _first : (await body.ReadAsByteArrayAsync(TestClient.Ct)).Length, 20, 2_000));

        await UploadAsync(client, handler, new PieceStream([new byte[10], new byte[10]]));

        Assert.Equal(2, sent);
    }

    // A retry beneath the SDK must not pass the end of a stream, where nothing is left, for the whole.
    [Theory]
    [InlineData(Client.Native)]
    [InlineData(Client.V1)]
    public async Task G05_a_handler_that_sends_it_again_sends_no_other_content(Client client)
    {
        using var handler = Receiving(async body =>
        {
            await body.CopyToAsync(Stream.Null, TestClient.Ct);
            await body.CopyToAsync(Stream.Null, TestClient.Ct);
        });

        var error = await Assert.ThrowsAsync<LlmUploadException>(() => UploadAsync(client, handler, new PieceStream([new byte[10], new byte[10]])));

        Assert.Contains("read already", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Client.Native)]
    [InlineData(Client.V1)]
    public async Task G05_a_stream_that_can_be_set_back_is_sent_again_whole(Client client)
    {
        List<long> sent = [];
        using var handler = Receiving(async body =>
        {
            sent.Add((await ReadAsync(body)).Length);
            if (sent.Count == 1)
            {
                throw _first;
            }
        });

        await UploadAsync(client, handler, new MemoryStream(new byte[20]));

        Assert.Equal(2, sent.Count);
        Assert.Equal(sent[0], sent[1]);
    }

    // Not into the buffer of the content, from which it could be read any number of times.
    private static async Task<byte[]> ReadAsync(HttpContent body)
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy, TestClient.Ct);
        return copy.ToArray();
    }

    private static StubHandler Receiving(Func<HttpContent, Task> receive) => new(async (request, _) =>
    {
        if (request.Method == HttpMethod.Head)
        {
            return StubHandler.Answer(new MemoryStream(), HttpStatusCode.NotFound, "text/plain");
        }

        await receive(request.Content!);
        return StubHandler.Answer(new MemoryStream("""{"text":"heard"}""".Utf8()), HttpStatusCode.OK, "application/json");
    });

    private static async Task UploadAsync(Client client, HttpMessageHandler handler, Stream content)
    {
        if (client == Client.Native)
        {
            await using var native = handler.Create();
            await Guard.Within(native.UploadBlobAsync(content, s_digest, cancellationToken: TestClient.Ct));
        }
        else
        {
            await using var v1 = handler.CreateV1();
            await Guard.Within(v1.TranscribeAsync(content, "a.wav", cancellationToken: TestClient.Ct));
        }
    }
}
