using System.Net;
using System.Text;
using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;
using OllamaSdk.Tests.ProcessWide;

namespace OllamaSdk.Tests.Faults;

/// <summary>I11: requests that are very large. Alone in the process, whose memory they take.</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class LargeRequestRows
{
    private const int ImageLength = 100_000_000;
    private const int Inputs = 100_000;

    public static TheoryData<Client> Clients => FaultData.Clients;

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task I11_a_picture_of_100_MB(Client client)
    {
        // Every third byte is what base64 writes as "Pz8/", so that one place shows that all is there.
        var image = new byte[ImageLength];
        image.AsSpan().Fill((byte)'?');
        var large = new Taken((0, ""));
        using var handler = large.Handler(client.Whole("seen"));

        Assert.Equal("seen", await AskAsync(client, handler, LlmImage.FromBytes(image)));

        var (length, tail) = large.Last;
        Assert.InRange(length, ImageLength / 3 * 4, (ImageLength / 3 * 4) + 1000);
        Assert.Contains("Pz8/Pz8/", tail, StringComparison.Ordinal);
        Assert.Equal(1, handler.Requests);

        using var refusing = new Taken((0, "")).Handler("""{"error":{"message":"too large"}}""", HttpStatusCode.RequestEntityTooLarge);
        var error = await Assert.ThrowsAsync<LlmApiException>(() => AskAsync(client, refusing, LlmImage.FromBytes(image)));
        Assert.Equal((413, 1), (error.Status, refusing.Requests));
        Assert.DoesNotContain("Pz8/", error.ToString(), StringComparison.Ordinal);
        Assert.InRange(error.ToString().Length, 1, 16 * 1024);
    }

    /// <summary>In this API a picture is a text, of which JSON's writer takes about 166 million characters.</summary>
    [Theory]
    [InlineData(Client.V1)]
    [InlineData(Client.LlmV1)]
    public async Task I11_a_picture_beyond_the_limit_of_a_text(Client client)
    {
        using var handler = new StubHandler(client.Whole("seen"));

        await Assert.ThrowsAnyAsync<ArgumentException>(() => AskAsync(client, handler, LlmImage.FromBytes(new byte[130_000_000])));

        Assert.Equal(0, handler.Requests);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task I11_an_embedding_of_100_000_texts(Client client)
    {
        var texts = Enumerable.Range(0, Inputs).Select(i => $"canary {i}").ToArray();
        var answer = new StringBuilder(client.IsEvents() ? """{"object":"list","model":"m","data":[""" : """{"model":"m","embeddings":[""");
        for (var i = 0; i < Inputs; i++)
        {
            answer.Append(i == 0 ? "" : ",").Append(client.IsEvents() ? $$"""{"object":"embedding","index":{{i}},"embedding":[{{i}}]}""" : $"[{i}]");
        }

        var sent = "";
        using var handler = new StubHandler(async (request, token) =>
        {
            sent = await request.Content!.ReadAsStringAsync(token);
            return StubHandler.Answer(new MemoryStream(answer.Append("]}").ToString().Utf8()), HttpStatusCode.OK, "application/json");
        });

        var vectors = await EmbedAsync(client, handler, texts);

        Assert.Equal(Enumerable.Range(0, Inputs).Select(i => (float)i), vectors.Select(vector => Assert.Single(vector)));
        using var body = JsonDocument.Parse(sent);
        Assert.Equal(texts, body.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal(1, handler.Requests);

        using var refusing = new StubHandler("""{"error":{"message":"too many"}}""", HttpStatusCode.BadRequest);
        var error = await Assert.ThrowsAsync<LlmApiException>(() => EmbedAsync(client, refusing, texts));
        Assert.Equal((400, 1), (error.Status, refusing.Requests));
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(Client client, HttpMessageHandler handler, LlmImage image)
    {
        switch (client)
        {
            case Client.Native:
                using (var native = handler.Create(Quiet))
                {
                    return (await native.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi", image)] }, cancellationToken: TestClient.Ct)).Message.Content;
                }

            case Client.V1:
                using (var v1 = handler.CreateV1(Quiet))
                {
                    return (await v1.ChatAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("hi", image)] }, cancellationToken: TestClient.Ct)).Choices[0].Message.Content.Text;
                }

            default:
                using (var llm = Llm(client, handler))
                {
                    return (await llm.ChatAsync(new LlmRequest { Messages = [LlmMessage.User("hi", image)] }, cancellationToken: TestClient.Ct)).Content;
                }
        }
    }

    private static async Task<IReadOnlyList<float[]>> EmbedAsync(Client client, HttpMessageHandler handler, string[] texts)
    {
        switch (client)
        {
            case Client.Native:
                using (var native = handler.Create(Quiet))
                {
                    return [.. (await native.EmbedAsync(texts, cancellationToken: TestClient.Ct)).Embeddings];
                }

            case Client.V1:
                using (var v1 = handler.CreateV1(Quiet))
                {
                    return [.. (await v1.EmbedAsync(texts, cancellationToken: TestClient.Ct)).Data.Select(item => item.Embedding!.Values.ToArray())];
                }

            default:
                using (var llm = Llm(client, handler))
                {
                    return [.. (await llm.EmbedAsync(texts, cancellationToken: TestClient.Ct)).Vectors];
                }
        }
    }

    private static LlmClient Llm(Client client, HttpMessageHandler handler) => new(LlmServers.Options(new LlmTarget(
        client == Client.Llm ? LlmProviders.Ollama : LlmProviders.OpenAICompatible, "m", client == Client.Llm ? "http://127.0.0.1:9" : "http://127.0.0.1:9/v1")).With(options =>
    {
        options.Handler = handler;
        Quiet(options);
    }));

    private static void Quiet(LlmConnectionOptions options) => options.Retry.MaxRetries = 0;

    /// <summary>Takes bodies as a server does, and keeps of the last its length and its end.</summary>
    private sealed class Taken((long Length, string Tail) none)
    {
        private const int TailLength = 1000;

        public (long Length, string Tail) Last { get; private set; } = none;

        public StubHandler Handler(string answer, HttpStatusCode status = HttpStatusCode.OK) => new(async (request, token) =>
        {
            await using var body = await request.Content!.ReadAsStreamAsync(token);
            var (piece, tail, length) = (new byte[64 * 1024], Array.Empty<byte>(), 0L);
            for (var read = await body.ReadAsync(piece, token); read > 0; read = await body.ReadAsync(piece, token))
            {
                length += read;
                tail = [.. tail.AsSpan(Math.Max(0, tail.Length - TailLength)), .. piece.AsSpan(Math.Max(0, read - TailLength), Math.Min(read, TailLength))];
            }

            Last = (length, Encoding.UTF8.GetString(tail));
            return StubHandler.Answer(new MemoryStream(answer.Utf8()), status, "application/json");
        });
    }
}
