using System.Net;
using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Errors;

/// <summary>Error bodies that are large, slow, odd or hostile.</summary>
public sealed class ErrorAnswerTests
{
    [Theory]
    [InlineData(10 * 1024 * 1024)]
    [InlineData(int.MaxValue)]
    public async Task F19_a_large_body_is_not_read_to_its_end(int length)
    {
        var body = new PieceStream(Enumerable.Repeat((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(new string('x', 16 * 1024)), length / (16 * 1024)));
        var error = await FailAsync(new StubHandler(() => body, HttpStatusCode.BadRequest, "text/plain"));

        Assert.Equal(400, error.Status);
        Assert.InRange(body.BytesRead, 1, 64 * 1024);
        Assert.InRange(error.Excerpt.Length, 4000, 4097);
        Assert.InRange(error.ServerMessage.Length, 4000, 4097);
        Assert.InRange(error.ToString().Length, 4000, 16 * 1024);
    }

    [Fact]
    public async Task F20_a_body_that_stalls_costs_5_seconds_and_the_words()
    {
        var clock = new FakeClock();
        var body = new ChannelStream();
        body.Send("{\"error\":\"half");
        using var handler = new StubHandler(() => body, HttpStatusCode.BadRequest);
        await using var client = handler.Create(options => options.TimeProvider = clock);

        var call = client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await body.WaitForReadAsync();
        clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<LlmApiException>(() => Guard.Within(call));
        Assert.Equal(400, error.Status);
        Assert.Equal("{\"error\":\"half", error.Excerpt);
    }

    [Fact]
    public async Task F19_a_body_that_breaks_off_keeps_its_status()
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(404, ("Content-Length", "1000"));
            await connection.SendAsync("model 'x' not found");
            connection.Close();
        });
        await using var client = server.Create();

        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));
    }

    [Theory]
    [InlineData("application/json; charset=bogus-8")]
    [InlineData("text/plain; charset=utf-16")]
    [InlineData("not a media type at all;;;=")]
    public async Task F21_the_content_type_does_not_matter(string contentType)
    {
        var error = await FailAsync(new StubHandler("""{"error":"grüße"}""", HttpStatusCode.BadRequest, contentType));

        Assert.Equal("grüße", error.ServerMessage);
    }

    [Fact]
    public async Task F19_binary_is_shown_as_replacement_characters()
    {
        var error = await FailAsync(new StubHandler(() => new MemoryStream([0xff, 0xfe, 0x00, 0x1b, 0x41]), HttpStatusCode.BadGateway));

        Assert.DoesNotContain('\0', error.ToString());
        Assert.DoesNotContain('\u001b', error.ToString());
        Assert.EndsWith("A", error.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":"\u001b[31mred\u0007\u009b0m\u007f"}""")]
    [InlineData("\u001b[31mred\u0007\u009b0m\u007f")]
    public async Task K07_escape_codes_do_not_reach_a_terminal(string body)
    {
        var error = await FailAsync(new StubHandler(body, HttpStatusCode.BadRequest));

        Assert.Equal("\\u001b[31mred\\u0007\\u009b0m\\u007f", error.ServerMessage);
        Assert.DoesNotContain(error.ToString(), c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
    }

    [Fact]
    public async Task F06_an_empty_403_says_what_it_usually_is()
    {
        var error = await FailAsync(new StubHandler("", HttpStatusCode.Forbidden));

        Assert.Equal(ApiErrorKind.Forbidden, error.Kind);
        Assert.Contains("OLLAMA_ORIGINS", error.Message, StringComparison.Ordinal);
        Assert.Empty(error.ServerMessage);
    }

    [Fact]
    public async Task K06_the_key_that_the_server_echoes_is_not_shown()
    {
        const string key = "sk-canary-0123456789";
        using var handler = new StubHandler((request, _) => Task.FromResult(StubHandler.Answer(
            new MemoryStream(Encoding.UTF8.GetBytes($$"""{"error":"bad key {{request.Headers.Authorization}} ({{key}})"}""")), HttpStatusCode.Unauthorized, "application/json")));
        await using var client = handler.Create(options => options.ApiKey = key);

        var error = await Assert.ThrowsAsync<LlmUnauthorizedException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.DoesNotContain("canary", error.ToString() + error.Excerpt + error.ServerMessage, StringComparison.Ordinal);
        Assert.Contains("bad key", error.ServerMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5000)]
    public async Task K06_not_even_a_part_of_it_where_the_text_is_cut(int length)
    {
        var key = "canary" + new string('k', length);
        var body = string.Concat(Enumerable.Repeat(key, 1 + (128 * 1024 / key.Length)));
        using var handler = new StubHandler(body, HttpStatusCode.BadRequest, "text/plain");
        await using var client = handler.Create(options => options.ApiKey = key);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.DoesNotContain("canary", error.ToString() + error.Excerpt + error.ServerMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_where_a_stream_cannot_be_read()
    {
        const string key = "sk-canary-0123456789";
        using var handler = new StubHandler($"{key} is not JSON\n", contentType: $"text/{key}");
        await using var client = handler.Create(options => options.ApiKey = key);

        var error = await Assert.ThrowsAsync<LlmProtocolException>(() => client.Stream().ToListAsync());

        Assert.DoesNotContain("canary", error.Message + error.Excerpt, StringComparison.Ordinal);
        Assert.Contains("is not JSON", error.Excerpt, StringComparison.Ordinal);
    }

    private static async Task<LlmApiException> FailAsync(StubHandler handler)
    {
        using (handler)
        {
            await using var client = handler.Create(options => options.Retry.MaxRetries = 0);
            var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));
            Assert.Equal(1, handler.Requests);
            return error;
        }
    }
}
