using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Bulk;

/// <summary>Vectors have no names: unless there is one for each text, in an order that is known, and all of one length, they are worth nothing.</summary>
public sealed class VectorCountTests
{
    private static readonly string[] s_texts = ["a", "b"];

    [Theory]
    [InlineData("EM2a-one-vector-for-two.json")]
    [InlineData("EM2c-embeddings-null.json")]
    public Task The_native_API_s(string file) => CheckNativeAsync(FieldCase.Read(file));

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"embeddings":[]}""")]
    [InlineData("""{"embeddings":[[1],[2],[3]]}""")]
    [InlineData("""{"embeddings":[[1],null]}""")]
    [InlineData("""{"embeddings":[[1],null,[2]]}""")]
    [InlineData("""{"embeddings":[[1],[1,2]]}""")]
    [InlineData("""{"embeddings":[[1],[]]}""")]
    [InlineData("""{"embeddings":[[],[]]}""")]
    public Task Their_like(string answer) => CheckNativeAsync(answer);

    [Fact]
    public Task The_OpenAI_compatible_API_s() => CheckV1Async(FieldCase.Read("EM2b-one-vector-for-two.json"));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},null]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":"AACAPw=="},{"index":1,"embedding":[]}]}""")]
    public Task And_their_like(string answer) => CheckV1Async(answer);

    [Theory]
    [InlineData("[1,0,0]", false)]
    [InlineData("[0,0,0]", true)]
    [InlineData("[1,2,3]", true)]
    [InlineData("[null,null,null]", true)]
    public async Task Two_with_one_place_have_no_order_unless_no_server_counts_at_all(string places, bool isRead)
    {
        var items = V1.Json(places).EnumerateArray().Select((place, i) => $$"""{"index":{{place.GetRawText()}},"embedding":[{{i}}]}""");
        await using var client = V1.Answering($$"""{"data":[{{string.Join(',', items)}}]}""");

        var error = await Record.ExceptionAsync(async () =>
        {
            var list = await client.EmbedAsync((string[])["a", "b", "c"], cancellationToken: TestClient.Ct);
            Assert.Equal([0f, 1f, 2f], list.Data.Select(item => item.Embedding!.Values.Span[0]));
        });

        Assert.True(isRead ? error is null : error is LlmProtocolException { Model: "m", Endpoint: not null }, error?.ToString());
    }

    [Theory]
    [InlineData("""{"embeddings":[]}""")]
    [InlineData("""{"embeddings":null}""")]
    public async Task Without_texts_there_are_none(string answer)
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(answer));
        await using var client = server.Create();

        Assert.Empty((await client.EmbedAsync(new EmbedRequest(), cancellationToken: TestClient.Ct)).Embeddings);
        Assert.Empty((await client.EmbedAsync(Array.Empty<string>(), cancellationToken: TestClient.Ct)).Embeddings);
        Assert.Empty((await client.EmbedAsync("", cancellationToken: TestClient.Ct)).Embeddings);
    }

    [Fact]
    public async Task The_old_route_s_is_due_too()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync("""{"embedding":[]}"""));
        await using var client = server.Create();

#pragma warning disable CS0618 // The route is old, and tested as long as it is there.
        await Assert.ThrowsAsync<LlmProtocolException>(() => client.LegacyEmbedAsync(new LegacyEmbedRequest { Prompt = "a" }, cancellationToken: TestClient.Ct));
        Assert.Empty((await client.LegacyEmbedAsync(new LegacyEmbedRequest { Prompt = "" }, cancellationToken: TestClient.Ct)).Embedding);
#pragma warning restore CS0618
    }

    private static async Task CheckNativeAsync(string answer)
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(answer));
        await using var client = server.Create();
        await using var recovering = server.Create(options => options.OutOfMemoryRecovery = true);
        using var whole = LlmServers.ClientOf(server.Native());

        await CheckAsync(() => client.EmbedAsync(s_texts, cancellationToken: TestClient.Ct), client.EmbedManyAsync(s_texts, cancellationToken: TestClient.Ct));
        await Assert.ThrowsAsync<LlmProtocolException>(() => recovering.EmbedAsync(s_texts, cancellationToken: TestClient.Ct));
        await CheckAsync(() => whole.EmbedAsync(s_texts, cancellationToken: TestClient.Ct), whole.EmbedManyAsync(s_texts, cancellationToken: TestClient.Ct));
    }

    private static async Task CheckV1Async(string answer)
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(answer));
        await using var client = server.CreateV1();
        using var whole = LlmServers.ClientOf(server.V1(LlmProviders.OpenAICompatible));

        await CheckAsync(() => client.EmbedAsync(s_texts, cancellationToken: TestClient.Ct), client.EmbedManyAsync(s_texts, cancellationToken: TestClient.Ct));
        await CheckAsync(() => whole.EmbedAsync(s_texts, cancellationToken: TestClient.Ct), whole.EmbedManyAsync(s_texts, cancellationToken: TestClient.Ct));
    }

    private static async Task CheckAsync(Func<Task> once, IAsyncEnumerable<BulkResult<string, float[]>> many)
    {
        var error = await Assert.ThrowsAsync<LlmProtocolException>(once);
        var results = await many.ToListAsync();

        Assert.Equal("m", error.Model);
        Assert.NotNull(error.Endpoint);
        Assert.Equal(s_texts.Length, results.Count);
        Assert.All(results, one => Assert.IsType<LlmProtocolException>(one.Error));
    }
}
