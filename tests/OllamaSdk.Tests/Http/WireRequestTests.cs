using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>The requests that calls put on the wire: the recorded cases, and what they leave out.</summary>
public sealed class WireRequestTests : IAsyncLifetime
{
    private readonly ScriptedServer _server = new(connection => connection.Request.Path == "/api/embed"
        ? connection.RespondJsonAsync($$"""{"embeddings":{{(connection.Request.Json().GetProperty("input").ValueKind == JsonValueKind.Array ? "[[1],[2]]" : "[[1]]")}}}""")
        : connection.RespondNdjsonAsync(TestClient.Last));
    private readonly OllamaClient _client;

    public WireRequestTests() => _client = _server.Create();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Chat_min()
    {
        await _client.ChatAsync("hi", cancellationToken: TestClient.Ct);

        var request = Matches("chat-min");
        Assert.True(JsonElement.DeepEquals(Case("chat-min").GetProperty("body"), request.Json()), request.Text);
    }

    [Fact]
    public async Task Chat_think_max()
    {
        await _client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Think = Think.Max }, cancellationToken: TestClient.Ct);

        Matches("chat-think-max");
    }

    [Fact]
    public async Task Chat_tool_history()
    {
        var call = new OllamaToolCall
        {
            Id = "call_1",
            Function = new OllamaToolCallFunction { Index = 0, Name = "f", Arguments = JsonDocument.Parse("{\"a\":1}").RootElement },
        };

        await _client.ChatAsync(new OllamaChatRequest
        {
            Messages =
            [
                OllamaChatMessage.User("q"),
                new OllamaChatMessage { Role = LlmRole.Assistant, Content = "", Thinking = "t", ToolCalls = [call] },
                OllamaChatMessage.Tool(call, "42"),
            ],
        }, cancellationToken: TestClient.Ct);

        Matches("chat-tool-history");
    }

    [Fact]
    public async Task Keep_alive_zero()
    {
        await _client.GenerateAsync(new GenerateRequest { KeepAlive = KeepAlive.Unload }, cancellationToken: TestClient.Ct);

        Matches("keep-alive-zero");
    }

    [Fact]
    public async Task Temperature_zero()
    {
        await _client.GenerateAsync(new GenerateRequest { Prompt = "hi", Options = new ModelOptions { Temperature = 0, Seed = 0 } }, cancellationToken: TestClient.Ct);

        Matches("temperature-zero");
    }

    [Fact]
    public async Task Numbers_leave_as_they_were_typed()
    {
        await _client.GenerateAsync(
            new GenerateRequest { Options = new() { Temperature = 0.7, TopP = 0.95, MinP = 0.05, TypicalP = 1, RepeatPenalty = 1.1, PresencePenalty = -0.3, FrequencyPenalty = 1e-7 } },
            cancellationToken: TestClient.Ct);

        Assert.Contains(
            """
            "options":{"top_p":0.95,"min_p":0.05,"typical_p":1,"temperature":0.7,"repeat_penalty":1.1,"presence_penalty":-0.3,"frequency_penalty":1E-07}
            """,
            Assert.Single(_server.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push()
    {
        await Assert.ThrowsAnyAsync<LlmException>(() => _client.PushModelAsync("m", cancellationToken: TestClient.Ct));

        Matches("push");
    }

    [Fact]
    public async Task Headers()
    {
        await _client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await _client.Stream().ToListAsync();

        Assert.Equal("application/json", _server.Requests[0].Header("Accept"));
        Assert.Equal("application/x-ndjson", _server.Requests[1].Header("Accept"));
        foreach (var request in _server.Requests)
        {
            Assert.Equal("application/json", request.Header("Content-Type"));
            Assert.Matches(@"^OllamaSdk/\d+\.\d+\.\d+ \([a-z0-9]+ [a-z]+\) \.NET/\d+\.\d+\.\d+$", request.Header("User-Agent"));
            Assert.Null(request.Header("Authorization"));
            Assert.Null(request.Header("Accept-Encoding"));
            Assert.Null(request.Header("traceparent"));
            Assert.Equal(request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Header("Content-Length"));
        }
    }

    [Fact]
    public async Task Embed()
    {
        await _client.EmbedAsync(new EmbedRequest { Model = "e", Input = (string[])["a", "b"], Dimensions = 0, Truncate = false }, cancellationToken: TestClient.Ct);

        Same("""{"model":"e","input":["a","b"],"truncate":false,"dimensions":0}""", Assert.Single(_server.Requests));
        Assert.Equal("/api/embed", _server.Requests[0].Path);
    }

    [Fact]
    public async Task Every_member_of_a_generate_request()
    {
        var request = new GenerateRequest
        {
            Model = "m", Prompt = "p", Suffix = "s", System = "y", Template = "t", Context = [1, 2], Images = [LlmImage.FromBytes(new byte[] { 1, 2, 3 })],
            Format = ResponseFormat.Json, Options = new ModelOptions { NumCtx = 8, Stop = ["x"], AdditionalProperties = new() { ["mirostat"] = JsonDocument.Parse("0").RootElement } },
            Raw = false, Think = false, KeepAlive = TimeSpan.FromMinutes(5), Logprobs = true, TopLogprobs = 0, Truncate = true, Shift = false,
        };

        await _client.GenerateAsync(request, cancellationToken: TestClient.Ct);

        Same("""
            {"model":"m","prompt":"p","suffix":"s","system":"y","template":"t","context":[1,2],"images":["AQID"],"format":"json","options":{"num_ctx":8,"stop":["x"],
            "mirostat":0},"stream":false,"raw":false,"think":false,"keep_alive":300,"truncate":true,"shift":false,"logprobs":true,"top_logprobs":0}
            """, Assert.Single(_server.Requests));
    }

    [Fact]
    public async Task Text_is_sent_as_it_is()
    {
        const string text = "Grüße <b> & 'x' \"q\" \\ \u2028 😀 日本語 \u0001";

        await _client.ChatAsync(text, cancellationToken: TestClient.Ct);

        var request = Assert.Single(_server.Requests);
        Assert.Equal(text, request.Json().GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Contains("Grüße <b> & 'x'", request.Text, StringComparison.Ordinal);
        Assert.Contains("日本語", request.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_request_is_not_changed()
    {
        var chat = new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")] };
        var generate = new GenerateRequest { Prompt = "hi" };
        var embed = new EmbedRequest { Input = "hi" };
        var (chatBefore, generateBefore, embedBefore) = (chat with { }, generate with { }, embed with { });

        await _client.ChatAsync(chat, cancellationToken: TestClient.Ct);
        await _client.ChatStreamAsync(chat, cancellationToken: TestClient.Ct).ToListAsync();
        await _client.GenerateAsync(generate, cancellationToken: TestClient.Ct);
        await _client.EmbedAsync(embed, cancellationToken: TestClient.Ct);

        Assert.Equal(chatBefore, chat);
        Assert.Equal(generateBefore, generate);
        Assert.Equal(embedBefore, embed);
        Assert.All(_server.Requests, request => Assert.Equal("m", request.Json().GetProperty("model").GetString()));
    }

    [Fact]
    public async Task One_request_object_serves_parallel_calls()
    {
        var request = new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")] };
        var options = new CallOptions { Headers = { ["X-Shared"] = "yes" } };

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? _client.ChatAsync(request, options, TestClient.Ct)
            : (Task)_client.ChatStreamAsync(request, options, TestClient.Ct).ToListAsync()));

        Assert.Equal(40, _server.Requests.Count);
        Assert.Equal(20, _server.Requests.Count(sent => sent.Json().GetProperty("stream").GetBoolean()));
        Assert.All(_server.Requests, sent => Assert.Equal(sent.Json().GetProperty("stream").GetBoolean() ? "application/x-ndjson" : "application/json", sent.Header("Accept")));
    }

    private static JsonElement Case(string id) =>
        CaseFile.Read("wire_requests.json").GetProperty("recommended").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);

    private static void Same(string expected, ScriptedRequest request)
    {
        using var document = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(document.RootElement, request.Json()), request.Text);
    }

    private ScriptedRequest Matches(string id)
    {
        var expected = Case(id);
        var request = Assert.Single(_server.Requests);
        Assert.Equal(expected.TryGetProperty("method", out var method) ? method.GetString() : "POST", request.Method);
        Assert.Equal(expected.TryGetProperty("path", out var path) ? path.GetString() : request.Path, request.Path);
        if (expected.TryGetProperty("body_has", out var members))
        {
            Assert.All(members.EnumerateObject(), member => Assert.True(
                JsonElement.DeepEquals(member.Value, request.Json().GetProperty(member.Name)), request.Text));
        }

        return request;
    }
}
