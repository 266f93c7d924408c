using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

public sealed class EmbeddingTests
{
    private const string Numbers = """{"object":"list","data":[{"object":"embedding","embedding":[1,-0.5],"index":0},{"object":"embedding","embedding":[0,2],"index":1}],"model":"m"}""";

    // The same vectors: little-endian floats.
    private const string Base64 = """{"object":"list","data":[{"object":"embedding","embedding":"AACAPwAAAL8=","index":0},{"object":"embedding","embedding":"AAAAAAAAAEA=","index":1}],"model":"m"}""";

    [Theory]
    [InlineData(Numbers)]
    [InlineData(Base64)]
    public async Task Base64_is_asked_for_and_either_form_read(string answer)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(answer));
        await using var client = server.CreateV1();

        var list = await client.EmbedAsync((string[])["a", "b"], cancellationToken: TestClient.Ct);

        Assert.Equal("""{"model":"m","input":["a","b"],"encoding_format":"base64"}""", Assert.Single(server.Requests).Text);
        Assert.Equal([[1f, -0.5f], [0f, 2f]], list.Data!.Select(item => item.Embedding!.Values.ToArray()));
        Assert.Equal([0, 1], list.Data!.Select(item => item.Index!.Value));
    }

    [Fact]
    public async Task Vectors_come_in_the_order_of_the_texts_whatever_the_server_s_is()
    {
        await using var client = V1.Answering("""{"data":[{"embedding":[3],"index":2},{"embedding":[1],"index":0},{"embedding":[2],"index":1}]}""");

        var list = await client.EmbedAsync((string[])["a", "b", "c"], cancellationToken: TestClient.Ct);

        Assert.Equal([1f, 2f, 3f], list.Data!.Select(item => item.Embedding!.Values.Span[0]));
    }

    [Fact]
    public async Task Another_form_can_be_asked_for()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Numbers));
        await using var client = server.CreateV1();

        await client.EmbedAsync(new EmbeddingRequest { Input = new PromptInput(["a", "b"]), Model = "e", Dimensions = 2, EncodingFormat = EmbeddingEncoding.Float }, cancellationToken: TestClient.Ct);

        Assert.Equal("""{"model":"e","input":["a","b"],"dimensions":2,"encoding_format":"float"}""", Assert.Single(server.Requests).Text);
    }

    [Theory]
    [InlineData("\"AACAPw\"")]
    [InlineData("\"AAA=\"")]
    [InlineData("\"not base64!!\"")]
    [InlineData("\"AADAfw==\"")]
    [InlineData("[1,1e999]")]
    [InlineData("[\"1\"]")]
    [InlineData("5")]
    public async Task What_is_no_vector_is_refused(string vector)
    {
        await using var client = V1.Answering($$"""{"data":[{"embedding":{{vector}}}]}""");

        var error = await Assert.ThrowsAsync<LlmProtocolException>(() => client.EmbedAsync("a", cancellationToken: TestClient.Ct));

        Assert.Contains("$.data[0].embedding", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again()
    {
        await using var server = new ScriptedServer(
            connection =>
            {
                connection.Close();
                return Task.CompletedTask;
            },
            connection => connection.RespondJsonAsync(Numbers));
        await using var client = server.CreateV1();

        Assert.Equal(2, (await client.EmbedAsync((string[])["a", "b"], cancellationToken: TestClient.Ct)).Data!.Count);
        Assert.Equal(server.Requests[0].Text, server.Requests[1].Text);
    }
}
