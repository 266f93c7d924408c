using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>What each provider is sent, and what it must not be.</summary>
public sealed class RequestTests
{
    private const string Completion = """{"id":"1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task A_set_zero_is_sent_natively()
    {
        var options = (await SendAsync(LlmProviders.Ollama, new LlmRequest("hi") { Temperature = 0, MaxTokens = 0, TopP = 0, Seed = 0, Stop = ["x"] })).GetProperty("options");

        Assert.Equal((0, 0, 0, 0), (options.GetProperty("temperature").GetInt32(), options.GetProperty("num_predict").GetInt32(), options.GetProperty("top_p").GetInt32(), options.GetProperty("seed").GetInt32()));
        Assert.Equal("x", options.GetProperty("stop")[0].GetString());
    }

    [Fact]
    public async Task A_set_zero_is_sent_to_v1()
    {
        var sent = await SendAsync(LlmProviders.LmStudio, new LlmRequest("hi") { Temperature = 0, MaxTokens = 0 });

        Assert.Equal((0, 0), (sent.GetProperty("temperature").GetInt32(), sent.GetProperty("max_tokens").GetInt32()));
    }

    [Theory]
    [InlineData("ollama")]
    [InlineData("mlx")]
    public async Task What_is_not_set_is_not_sent(string provider)
    {
        var sent = await SendAsync(LlmProviders.Find(provider)!, new LlmRequest("hi"));

        Assert.Equal(["messages", "model", "stream"], sent.EnumerateObject().Select(p => p.Name).Order());
    }

    [Theory]
    [InlineData("lmstudio", """{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object"}}}""")]
    [InlineData("vllm", """{"type":"json_object"}""")]
    [InlineData("mlx", null)]
    public async Task Any_JSON_is_asked_for_as_the_server_takes_it(string provider, string? expected)
    {
        var sent = await SendAsync(LlmProviders.Find(provider)!, new LlmRequest("hi") { Format = ResponseFormat.Json });

        Assert.Equal(expected, sent.TryGetProperty("response_format", out var format) ? format.GetRawText() : null);
    }

    [Theory]
    [InlineData("ollama", "\"think\":false")]
    [InlineData("llamacpp", "\"reasoning_effort\":\"none\"")]
    [InlineData("mlx", "\"chat_template_kwargs\":{\"enable_thinking\":false}")]
    public async Task Thinking_is_switched_off_as_the_server_reads_it(string provider, string expected) =>
        Assert.Contains(expected, (await SendAsync(LlmProviders.Find(provider)!, new LlmRequest("hi") { Think = Think.Off })).GetRawText(), StringComparison.Ordinal);

    [Fact]
    public async Task Context_and_stay_of_the_target_go_with_every_request()
    {
        await using ScriptedServer server = new(c => c.RespondAsync());
        var target = server.Native();
        (target.ContextLength, target.KeepAlive) = (8192, KeepAlive.Forever);
        using var client = ClientOf(target);

        await client.ChatAsync("hi", Ct);
        await client.PrewarmAsync(cancellationToken: Ct);

        Assert.Equal(["/api/chat", "/api/generate"], server.Requests.Select(r => r.Path));
        Assert.All(server.Requests, r => Assert.Equal((8192, -1), (r.Json().GetProperty("options").GetProperty("num_ctx").GetInt32(), r.Json().GetProperty("keep_alive").GetInt32())));
    }

    [Fact]
    public async Task A_target_that_is_changed_afterwards_changes_no_client()
    {
        await using ScriptedServer server = new(c => c.RespondAsync());
        var target = server.Native();
        target.ContextLength = 8192;
        using var client = ClientOf(target);
        (target.ContextLength, target.KeepAlive, target.Model) = (1, KeepAlive.Forever, "other");

        await client.ChatAsync(new LlmRequest("hi") { Model = "m" }, Ct);

        var sent = server.Requests[0].Json();
        Assert.Equal((8192, "m", false), (sent.GetProperty("options").GetProperty("num_ctx").GetInt32(), sent.GetProperty("model").GetString(), sent.TryGetProperty("keep_alive", out _)));
    }

    [Fact]
    public async Task The_request_id_and_headers_of_the_call_are_sent()
    {
        await using ScriptedServer server = new(c => c.RespondAsync());
        using var client = ClientOf(server.Native());
        ResponseInfo? seen = null;

        await client.ChatAsync(new LlmRequest("hi") { RequestId = "r-1", Call = new CallOptions { Headers = { ["X-Mine"] = "1" }, OnResponse = r => seen = r } }, Ct);

        Assert.Equal(("r-1", "1"), (server.Requests[0].Header("X-Request-Id"), server.Requests[0].Header("X-Mine")));
        Assert.Equal(200, seen!.Status);
    }

    [Fact]
    public async Task Wrong_requests_are_refused_before_anything_is_sent()
    {
        await using ScriptedServer server = new(c => c.RespondAsync());
        using var client = ClientOf(server.Native(null));
        LlmRequest[] wrong =
        [
            new LlmRequest(), new LlmRequest("hi"), new LlmRequest { Model = "m", Messages = [null!] }, new LlmRequest("hi") { Model = "m", Temperature = double.NaN },
            new LlmRequest("hi") { Model = "m", Stop = [null!] }, new LlmRequest("hi") { Model = "m", Call = new CallOptions { MaxRetries = -1 } },
            new LlmRequest("hi") { Model = "a\nb" }, new LlmRequest { Model = "m", Messages = [new LlmMessage { Content = null! }] },
            new LlmRequest { Model = "m", Messages = null! }, new LlmRequest("hi") { Model = "m", Stop = null! }, new LlmRequest { Model = "m", Messages = [new LlmMessage { Images = null! }] },
            new LlmRequest { Model = "m", Messages = [new LlmMessage { ToolCalls = null! }] }, new LlmRequest { Model = "m", Messages = [new LlmMessage { Role = default }] },
        ];

        foreach (var request in wrong)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.ChatAsync(request, Ct));
            Assert.ThrowsAny<ArgumentException>(() => { client.ChatStreamAsync(request, Ct); });
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_disposed_client_says_so()
    {
        await using ScriptedServer server = new(c => c.RespondAsync());
        var client = ClientOf(server.Native(), Dead());
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ChatAsync("hi", Ct));
    }

    [Fact]
    public async Task An_answer_without_a_choice_is_no_answer()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"id":"1","choices":[]}"""));
        using var client = ClientOf(server.V1(LlmProviders.LmStudio));

        Assert.Equal(new Uri($"{server.Url}v1"), (await Assert.ThrowsAsync<LlmProtocolException>(() => client.ChatAsync("hi", Ct))).Endpoint);
    }

    [Fact]
    public async Task The_words_of_a_refusal_are_the_answer()
    {
        const string Frame = """{"id":"1","model":"m","choices":[{"index":0,"finish_reason":"stop",""";
        await using ScriptedServer server = new(
            c => c.RespondJsonAsync(Frame + """ "message":{"role":"assistant","content":null,"refusal":"I may not."}}]}"""),
            c => c.RespondAsync(200, "text/event-stream", $"data: {Frame}" + """ "delta":{"role":"assistant","content":"","refusal":"I may not."}}]}""" + "\n\ndata: [DONE]\n\n"));
        using var client = ClientOf(server.V1(LlmProviders.LmStudio));

        var whole = await client.ChatAsync("hi", Ct);
        var updates = await client.ChatStreamAsync("hi", Ct).ToListAsync();

        Assert.Equal(["I may not.", "I may not.", "I may not."], [whole.Content, updates.Text(), updates[^1].Response!.Content]);
    }

    private static async Task<System.Text.Json.JsonElement> SendAsync(LlmProvider provider, LlmRequest request)
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(provider.IsNative ? Answer : Completion));
        using var client = ClientOf(provider.IsNative ? server.Native() : server.V1(provider));
        Assert.Equal("hello", (await client.ChatAsync(request, Ct)).Content);
        return server.Requests[0].Json();
    }
}
