using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>The requests that calls put on the wire.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private readonly ScriptedServer _server = new(connection => connection.Request.Header("Accept") == V1.EventStream
        ? connection.RespondEventsAsync(V1.Finish, V1.Done)
        : connection.RespondJsonAsync(V1.Whole));

    private readonly OpenAICompatibleClient _client;

    public WireTests() => _client = _server.CreateV1();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_least()
    {
        await _client.ChatAsync("hi", cancellationToken: TestClient.Ct);

        var request = Sent("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":false}""");
        Assert.Equal(("POST", "application/json", "application/json"), (request.Method, request.Header("Accept"), request.Header("Content-Type")));
        // mlx_lm.server refuses a body of unknown length.
        Assert.Equal(request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Header("Content-Length"));
        Assert.StartsWith("OllamaSdk/", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Null(request.Header("Authorization"));
    }

    [Fact]
    public async Task A_stream_asks_for_the_token_counts()
    {
        await _client.Stream().ToListAsync();

        var request = Sent("/v1/chat/completions",
            """{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true,"stream_options":{"include_usage":true}}""");
        Assert.Equal(V1.EventStream, request.Header("Accept"));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Stream_options_always_say_whether_they_are_wanted(bool? asked, bool sent)
    {
        var options = new StreamOptions { IncludeUsage = asked };
        await _client.ChatStreamAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("q")], StreamOptions = options }, cancellationToken: TestClient.Ct).ToListAsync();
        await _client.CompleteStreamAsync(new CompletionRequest { Prompt = "q", StreamOptions = options }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.All(_server.Requests, request => Assert.Equal(sent, request.Json().GetProperty("stream_options").GetProperty("include_usage").GetBoolean()));
        Assert.Equal(asked, options.IncludeUsage);
    }

    [Fact]
    public async Task Without_a_stream_no_stream_options()
    {
        await _client.ChatAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("q")], Stream = true, StreamOptions = new() { IncludeUsage = true } },
            cancellationToken: TestClient.Ct);

        Sent("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"q"}],"stream":false}""");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_said_of_tools_is_sent_with_tools_only(bool hasTools)
    {
        var tool = new ChatTool { Type = "function", Function = new() { Name = "f", Parameters = V1.Json("""{"type":"object"}""") } };
        await _client.ChatAsync(new ChatCompletionRequest
        {
            Messages = [ChatCompletionMessage.User("q")],
            Tools = hasTools ? [tool] : [],
            ToolChoice = ToolChoice.Function("f"),
            ParallelToolCalls = false,
        }, cancellationToken: TestClient.Ct);

        Sent("/v1/chat/completions", hasTools
            ? """
              {"model":"m","messages":[{"role":"user","content":"q"}],"stream":false,"tools":[{"type":"function","function":{"name":"f",
              "parameters":{"type":"object"}}}],"tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false}
              """
            : """{"model":"m","messages":[{"role":"user","content":"q"}],"stream":false}""");
    }

    [Fact]
    public async Task Everything_else_a_chat_can_say()
    {
        await _client.ChatAsync(new ChatCompletionRequest
        {
            Model = "other",
            Messages = [ChatCompletionMessage.System("s"), ChatCompletionMessage.User("q"), ChatCompletionMessage.Assistant("a")],
            Stop = (string[])["x", "y"],
            Seed = 0,
            Temperature = 0,
            Logprobs = true,
            TopLogprobs = 2,
            ReasoningEffort = ReasoningEffort.None,
            ResponseFormat = ChatResponseFormat.ForSchema("p", V1.Json("""{"type":"object","required":[]}"""), strict: true),
            AdditionalProperties = new() { ["max_completion_tokens"] = V1.Json("7"), ["keep_alive"] = V1.Json("\"5m\""), ["options"] = V1.Json("""{"num_ctx":8}""") },
        }, cancellationToken: TestClient.Ct);

        Sent("/v1/chat/completions", """
            {"model":"other","messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}],
            "temperature":0,"seed":0,"stop":["x","y"],"logprobs":true,"top_logprobs":2,"response_format":{"type":"json_schema","json_schema":
            {"name":"p","schema":{"type":"object","required":[]},"strict":true}},"reasoning_effort":"none","stream":false,
            "max_completion_tokens":7,"keep_alive":"5m","options":{"num_ctx":8}}
            """);
    }

    [Theory]
    [InlineData("89504E470D0A", "image/png")]
    [InlineData("FFD8FFE0", "image/jpeg")]
    [InlineData("524946460000000057454250AA", "image/webp")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("424D00", "image/bmp")]
    [InlineData("00FB", "application/octet-stream")]
    public async Task A_picture_is_a_data_address(string hex, string type)
    {
        var bytes = Convert.FromHexString(hex);

        await _client.ChatAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("q", [LlmImage.FromBytes(bytes)])] }, cancellationToken: TestClient.Ct);

        var parts = Assert.Single(_server.Requests).Json().GetProperty("messages")[0].GetProperty("content");
        Assert.Equal("""{"type":"text","text":"q"}""", parts[0].GetRawText());
        Assert.Equal("image_url", parts[1].GetProperty("type").GetString());
        Assert.Equal($"data:{type};base64,{Convert.ToBase64String(bytes)}", parts[1].GetProperty("image_url").GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_tool_history()
    {
        var call = new ChatToolCall { Id = "c1", Type = "function", Function = new() { Name = "f", Arguments = """{"a":1}""" } };
        await _client.ChatAsync(new ChatCompletionRequest
        {
            Messages = [new() { Role = LlmRole.Assistant, ReasoningContent = "r", ToolCalls = [call] }, ChatCompletionMessage.Tool(call, "42")],
        }, cancellationToken: TestClient.Ct);

        Sent("/v1/chat/completions", """
            {"model":"m","messages":[{"role":"assistant","reasoning_content":"r","tool_calls":[{"id":"c1","type":"function","function":{"name":"f",
            "arguments":"{\"a\":1}"}}]},{"role":"tool","content":"42","name":"f","tool_call_id":"c1"}],"stream":false}
            """);
    }

    [Fact]
    public async Task Completions_and_responses()
    {
        await _client.CompleteAsync(new CompletionRequest { Prompt = "p", Suffix = "s", MaxTokens = 3, Stop = Array.Empty<string>() }, cancellationToken: TestClient.Ct);
        Sent("/v1/completions", """{"model":"m","prompt":"p","suffix":"s","max_tokens":3,"stream":false}""");

        await _client.RespondAsync(new ResponseRequest { Input = "q", Tools = [], Include = [], MaxOutputTokens = 3 }, cancellationToken: TestClient.Ct);
        Sent("/v1/responses", """{"model":"m","input":"q","max_output_tokens":3,"stream":false}""");
    }

    [Fact]
    public async Task A_request_that_cannot_be_right_is_not_sent()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => _client.ChatAsync((ChatCompletionRequest)null!, cancellationToken: TestClient.Ct));
        await RefusedAsync(new() { Messages = [null!] });
        await RefusedAsync(new() { Messages = [new() { Content = "no role" }] });
        await RefusedAsync(new() { Temperature = double.NaN });
        await RefusedAsync(new() { TopLogprobs = -1 });
        await RefusedAsync(new() { Model = "a\nb" });
        await using var nameless = _server.CreateV1(options => options.DefaultModel = null);
        await Assert.ThrowsAsync<ArgumentException>(() => nameless.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Empty(_server.Requests);
    }

    private Task RefusedAsync(ChatCompletionRequest request) => Assert.ThrowsAnyAsync<ArgumentException>(() => _client.ChatAsync(request, cancellationToken: TestClient.Ct));

    private ScriptedRequest Sent(string path, string body)
    {
        var request = _server.Requests[^1];
        Assert.Equal(path, request.Path);
        Assert.True(JsonElement.DeepEquals(V1.Json(body), request.Json()), request.Text);
        return request;
    }
}
