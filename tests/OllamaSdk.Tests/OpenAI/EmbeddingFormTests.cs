using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>A server that does not know base64 is asked for numbers, and from then on for nothing else.</summary>
public sealed class EmbeddingFormTests
{
    private const string Answer = """{"object":"list","data":[{"index":0,"embedding":[1,2]}],"model":"m"}""";

    [Fact]
    public async Task It_is_asked_once_for_base64_and_then_for_numbers()
    {
        await using var server = Refusing(FieldCase.Read("EM1-base64-refused.json"));
        await using var client = server.CreateV1();

        for (var call = 0; call < 2; call++)
        {
            var list = await client.EmbedAsync("a", cancellationToken: TestClient.Ct);
            Assert.Equal([1f, 2f], list.Data[0].Embedding!.Values.ToArray());
        }

        Assert.Equal(["base64", "float", "float"], Asked(server));
    }

    [Fact]
    public async Task So_is_each_server_of_a_whole_client()
    {
        await using var server = Refusing(FieldCase.Read("EM1-base64-refused.json"));
        using var client = LlmServers.ClientOf(server.V1(LlmProviders.OpenAICompatible));

        var one = await client.EmbedAsync("a", cancellationToken: TestClient.Ct);
        var many = await client.EmbedManyAsync(["a", "b"], bulk: new BulkOptions { MaxBatchCount = 1, MaxConcurrency = 1 }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.All(many.Select(result => result.Output).Append(one.Vectors[0]), vector => Assert.Equal((float[])[1f, 2f], vector));
        Assert.Equal(["base64", "float", "float", "float"], Asked(server));
    }

    [Fact]
    public async Task Many_texts_take_it_in_their_stride()
    {
        await using var server = Refusing(FieldCase.Read("EM1-base64-refused.json"));
        await using var client = server.CreateV1();

        var many = await client.EmbedManyAsync(["a", "b"], bulk: new BulkOptions { MaxBatchCount = 1, MaxConcurrency = 1 }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.All(many, one => Assert.Equal((float[])[1f, 2f], one.Output));
        Assert.Equal(["base64", "float", "float"], Asked(server));
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"encoding_format base64 is not supported"}}""")]
    [InlineData(422, """{"detail":[{"loc":["body","encoding_format"],"msg":"Input should be 'float'"}]}""")]
    [InlineData(501, """{"error":"Base64 is not implemented"}""")]
    public async Task A_server_that_takes_no_form_at_all_is_told_none(int status, string refusal)
    {
        await using var server = new ScriptedServer(c => c.Request.Json().TryGetProperty("encoding_format", out _) ? c.RespondJsonAsync(refusal, status) : c.RespondJsonAsync(Answer));
        await using var client = server.CreateV1();

        await client.EmbedAsync("a", cancellationToken: TestClient.Ct);
        await client.EmbedAsync("a", cancellationToken: TestClient.Ct);

        Assert.Equal(["base64", "float", "none", "none"], Asked(server));
    }

    [Fact]
    public async Task What_the_caller_asks_for_is_asked_for()
    {
        await using var server = Refusing(FieldCase.Read("EM1-base64-refused.json"));
        await using var client = server.CreateV1();

        var error = await Assert.ThrowsAsync<LlmApiException>(
            () => client.EmbedAsync(new EmbeddingRequest { Input = "a", EncodingFormat = EmbeddingEncoding.Base64 }, cancellationToken: TestClient.Ct));

        Assert.Equal((400, ApiErrorKind.BadRequest), (error.Status, error.Kind));
        Assert.Equal(["base64"], Asked(server));
    }

    [Fact]
    public async Task Another_refusal_is_the_caller_s()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync("""{"error":{"message":"the input is too odd"}}""", 400));
        await using var client = server.CreateV1();

        await Assert.ThrowsAsync<LlmApiException>(() => client.EmbedAsync("a", cancellationToken: TestClient.Ct));

        Assert.Equal(["base64"], Asked(server));
    }

    [Fact]
    public async Task Both_requests_are_one_call_to_the_timer_of_the_whole()
    {
        FakeClock clock = new();
        await using var server = new ScriptedServer(
            c =>
            {
                clock.Advance(TimeSpan.FromSeconds(6));
                return c.RespondJsonAsync(FieldCase.Read("EM1-base64-refused.json"), 400);
            },
            c => c.HoldUntilClientClosesAsync());
        await using var client = server.CreateV1(options => options.TimeProvider = clock);

        var call = client.EmbedAsync("a", null, new CallOptions { TotalTimeout = TimeSpan.FromSeconds(10) }, TestClient.Ct);
        await server.WaitForRequestAsync(2);
        clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(LlmTimer.Total, (await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call))).Timer);
    }

    private static ScriptedServer Refusing(string refusal) => new(c =>
        c.Request.Json().TryGetProperty("encoding_format", out var form) && form.GetString() == "base64" ? c.RespondJsonAsync(refusal, 400) : c.RespondJsonAsync(Answer));

    private static IEnumerable<string> Asked(ScriptedServer server) =>
        server.Requests.Select(r => r.Json().TryGetProperty("encoding_format", out var form) ? form.GetString()! : "none");
}
