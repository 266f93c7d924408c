using System.Text;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Streaming;

/// <summary>An answer that is read as a whole has a bound: no server can make the client hold more than a small multiple of it.</summary>
public sealed class AnswerLimitTests
{
    private const int Limit = 4096;

    public static TheoryData<string> Calls => ["models", "chat", "delete", "raw", "v1 models", "v1 chat", "v1 raw", "many"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task C19_an_endless_answer_fails_at_the_limit_and_is_not_read_further(string call)
    {
        var body = new PieceStream(Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[1024].AsMemory(), 1_000_000));
        using var handler = new StubHandler(() => body, contentType: "application/json");

        await FailsAsync(call, handler);

        // What was on its way when it was given up is read away.
        Assert.InRange(body.BytesRead, Limit, 4 * 1024 * 1024);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task C19_one_that_says_how_long_it_is_takes_no_memory(string call)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/json"), ("Content-Length", "5000000000"));
            await connection.HoldUntilClientClosesAsync();
        });

        await FailsAsync(call, null, server.Url.ToString());
    }

    [Theory]
    [InlineData(Limit, 1, true)]
    [InlineData(Limit, int.MaxValue, true)]
    [InlineData(Limit + 1, 1, false)]
    [InlineData(Limit + 1, int.MaxValue, false)]
    public async Task C19_the_limit_is_the_same_however_the_answer_arrives(int length, int pieceSize, bool passes)
    {
        var bytes = Encoding.UTF8.GetBytes(TestClient.Version.PadRight(length));
        using var handler = new StubHandler(() => new PieceStream(bytes.Chunk(Math.Min(pieceSize, length)).Select(piece => (ReadOnlyMemory<byte>)piece)));
        await using var client = handler.Create(options => options.MaxAnswerBytes = Limit);

        if (passes)
        {
            Assert.Equal("1.2.3", await client.GetVersionAsync(cancellationToken: TestClient.Ct));
            return;
        }

        await Assert.ThrowsAsync<LlmStreamException>(() => client.GetVersionAsync(cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task An_answer_without_a_body_may_tell_any_length()
    {
        await using var server = new ScriptedServer(connection => connection.SendHeadAsync(200, ("Content-Length", "5000000000")));
        await using var client = server.Create(options => options.MaxAnswerBytes = Limit);

        Assert.True(await client.BlobExistsAsync($"sha256:{new string('a', 64)}", cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task A_stream_may_be_longer()
    {
        using var handler = new StubHandler(string.Concat(Enumerable.Repeat(TestClient.Chunk + "\n", 1000)) + TestClient.Last, contentType: "application/x-ndjson");
        await using var client = handler.Create(options => options.MaxAnswerBytes = Limit);

        Assert.Equal(1001, (await client.Stream().ToListAsync()).Count);
    }

    [Fact]
    public async Task A_refusal_has_its_own_bound()
    {
        using var handler = new StubHandler($$"""{"error":"{{new string('x', 2 * Limit)}}"}""", System.Net.HttpStatusCode.BadRequest);
        await using var client = handler.Create(options => options.MaxAnswerBytes = 1024);

        Assert.StartsWith("xxx", (await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct))).ServerMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16 * 1024, int.MaxValue, 32 * 1024)]
    [InlineData(16 * 1024, 20_000, 20_001)]
    [InlineData(16 * 1024, 1024, 32 * 1024)]
    [InlineData(1 << 20, int.MaxValue, 1 << 22)]
    [InlineData(1 << 22, 1 << 24, (1 << 24) + 1)]
    [InlineData(1 << 28, int.MaxValue, 0x7FFFFFC7)]
    [InlineData(0x7FFFFFC7, int.MaxValue, 0x7FFFFFC7)]
    public void A_buffer_grows_to_what_shows_that_a_limit_is_passed_or_to_what_an_array_can_hold(int size, int limit, int larger) => Assert.Equal(larger, BodyReader.Larger(size, limit));

    [Fact]
    public void The_default_is_256_MiB() => Assert.Equal(
        (256 * 1024 * 1024, 256 * 1024 * 1024, 256 * 1024 * 1024),
        (new OllamaClientOptions().MaxAnswerBytes, new OpenAICompatibleClientOptions().MaxAnswerBytes, new LlmClientOptions().MaxAnswerBytes));

    [Fact]
    public void It_is_not_less_than_1_KiB() =>
        Assert.Contains("MaxAnswerBytes", Assert.ThrowsAny<ArgumentException>(() => new OllamaClient(new OllamaClientOptions { MaxAnswerBytes = 1023 })).Message, StringComparison.Ordinal);

    private static async Task FailsAsync(string call, HttpMessageHandler? handler, string url = "http://127.0.0.1:9/")
    {
        await using var native = TestClient.Create(url, Set);
        await using var compatible = V1.Create($"{url}v1", Set);
        var options = LlmServers.Options(new LlmTarget("ollama", "m", url));
        Set(options);
        using var many = new LlmClient(options);

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => Guard.Within(call switch
        {
            "models" => native.ListModelsAsync(cancellationToken: TestClient.Ct),
            "chat" => native.ChatAsync("hi", cancellationToken: TestClient.Ct),
            "delete" => native.DeleteModelAsync("m", cancellationToken: TestClient.Ct),
            "raw" => native.SendAsync(HttpMethod.Post, "/api/x", V1.Json("{}"), null, TestClient.Ct),
            "v1 models" => compatible.ListModelsAsync(cancellationToken: TestClient.Ct),
            "v1 chat" => compatible.ChatAsync("hi", cancellationToken: TestClient.Ct),
            "v1 raw" => compatible.SendAsync(HttpMethod.Post, "/x", V1.Json("{}"), null, TestClient.Ct),
            _ => many.ChatAsync("hi", TestClient.Ct),
        }));

        Assert.Equal((StreamFailure.LimitExceeded, 1), (error.Reason, error.Attempts));
        Assert.Contains("longer than 4096 bytes (MaxAnswerBytes", error.Message, StringComparison.Ordinal);

        void Set(LlmConnectionOptions options) => (options.MaxAnswerBytes, options.Handler) = (Limit, handler);
    }
}
