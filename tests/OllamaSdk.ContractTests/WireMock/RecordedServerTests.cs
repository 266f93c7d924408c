using System.Net.Sockets;
using System.Text;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Testing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace OllamaSdk.ContractTests.WireMock;

/// <summary>What a user does with the server: requests that say what they like, and name no recording.</summary>
public sealed class RecordedServerTests : IDisposable
{
    private readonly RecordedServer _server = new();
    private readonly OllamaClient _client;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public RecordedServerTests() => _client = new OllamaClient(new OllamaClientOptions { Endpoint = _server.Url, DefaultModel = "mine", Retry = { MaxRetries = 0 } });

    private static string Recorded => Recording.Load("chat").Json.Text("message", "content")!;

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task A_recording_that_is_served_answers_whatever_is_asked()
    {
        _server.Serve("chat").Serve("chat_stream").Serve("v1_chat");
        using OpenAICompatibleClient v1 = new(new OpenAICompatibleClientOptions { Endpoint = $"{_server.Url}/v1", DefaultModel = "mine" });

        Assert.Equal(Recorded, (await _client.ChatAsync("Why is the sky blue?", cancellationToken: _ct)).Message?.Content);
        Assert.Equal(Recording.Load("chat_stream").Lines.Count, (await _client.ChatStreamAsync("Why?", cancellationToken: _ct).ToListAsync(_ct)).Count);
        Assert.Equal("chatcmpl-99", (await v1.ChatAsync("Why?", cancellationToken: _ct)).Id);
    }

    [Fact]
    public async Task A_recorded_request_needs_no_name_and_the_first_recording_of_it_answers()
    {
        Assert.Equal(Recording.Load("version").Json.Text("version"), await _client.GetVersionAsync(cancellationToken: _ct));
        Assert.Equal(Recording.Load("ps").Json.At("models")?.GetArrayLength(), (await _client.ListRunningModelsAsync(cancellationToken: _ct)).Models?.Count);
        Assert.Equal(["version", "ps"], _server.LogEntries.Select(entry => entry.MappingTitle));
    }

    [Fact]
    public async Task Several_answer_in_turn_and_the_last_stays()
    {
        _server.Serve(new RecordedAnswer("chat") { Status = 503 }, "chat_404", "chat");

        Assert.Equal(503, (await Refusal()).Status);
        Assert.Equal(404, (await Refusal()).Status);
        Assert.Equal(Recorded, (await _client.ChatAsync("1", cancellationToken: _ct)).Message?.Content);
        Assert.Equal(Recorded, (await _client.ChatAsync("2", cancellationToken: _ct)).Message?.Content);
    }

    [Fact]
    public async Task What_is_served_last_comes_first_and_a_stub_of_the_users_own_before_all()
    {
        _server.Serve("chat_404").Serve("chat");
        Assert.Equal(Recorded, (await _client.ChatAsync("1", cancellationToken: _ct)).Message?.Content);

        _server.WireMock.Given(Request.Create().WithPath("/api/chat")).RespondWith(Response.Create().WithStatusCode(507));
        Assert.Equal(507, (await Refusal()).Status);
    }

    [Fact]
    public async Task A_delay_is_waited_for()
    {
        FakeClock clock = new();
        using OllamaClient client = new(new OllamaClientOptions { Endpoint = _server.Url, TimeProvider = clock, Retry = { MaxRetries = 0 } });
        _server.Serve(new RecordedAnswer("version") { Delay = TimeSpan.FromHours(1) });

        Task<string> version = client.GetVersionAsync(cancellationToken: _ct);
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(100));
        await _client.GetVersionAsync(new CallOptions { Headers = { ["X-Stub"] = "version" } }, _ct);
        Assert.False(version.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(100));

        await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(version));
    }

    [Theory]
    [InlineData(FaultType.EMPTY_RESPONSE)]
    [InlineData(FaultType.MALFORMED_RESPONSE_CHUNK)]
    public async Task A_fault_never_looks_like_an_answer(FaultType fault)
    {
        _server.Serve(new RecordedAnswer("chat_stream") { Fault = fault });

        await Assert.ThrowsAnyAsync<LlmException>(() => _client.ChatStreamAsync("Why?", cancellationToken: _ct).ToListAsync(_ct));
    }

    [Fact]
    public async Task What_was_asked_can_be_read()
    {
        _server.Serve("chat");
        await _client.ChatAsync("Why is the sky blue?", cancellationToken: _ct);

        LoggedRequest request = new(Assert.Single(_server.LogEntries).RequestMessage!);
        Assert.Equal(("POST", "/api/chat", "mine"), (request.Method, request.Url, request.Json().Text("model")));
        Assert.Equal("Why is the sky blue?", request.Json().At("messages")?[0].Text("content"));
    }

    [Fact]
    public async Task What_fits_nothing_is_told_what_there_is()
    {
        LlmApiException unnamed = await Refusal();
        LlmApiException named = await Refusal("chat");
        LlmApiException unknown = await Refusal("chatt");

        Assert.Contains("POST /api/chat", unnamed.Message);
        Assert.Contains("chat_schema, chat_schema_stream", unnamed.Message);
        Assert.Contains("\"num_predict\": 8", named.Message);
        Assert.Contains("Why?", named.Message);
        Assert.Contains("there is no recording of that name", unknown.Message);
        Assert.All(_server.LogEntries, entry => Assert.Null(entry.MappingTitle));
    }

    [Fact]
    public void Serving_what_there_is_not_or_two_routes_in_turn_is_refused()
    {
        Assert.Contains("'chatt'", Assert.Throws<ArgumentException>(() => _server.Serve("chatt")).Message);
        Assert.Contains("'tags' is of GET /api/tags", Assert.Throws<ArgumentException>(() => _server.Serve("chat", "tags")).Message);
        Assert.Throws<ArgumentException>(() => _server.Serve());
    }

    [Fact]
    public async Task A_stream_is_sent_in_the_pieces_that_its_recording_asks_for()
    {
        _server.Serve("chat_stream");
        using TcpClient connection = new("127.0.0.1", new Uri(_server.Url).Port);
        await connection.GetStream().WriteAsync("POST /api/chat HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _ct);

        using StreamReader reader = new(connection.GetStream(), Encoding.Latin1);
        string[] parts = (await Guard.Within(reader.ReadToEndAsync(_ct))).Split("\r\n\r\n", 2);
        List<string> chunks = [];
        for (string rest = parts[1]; rest.Length > 0;)
        {
            string size = rest[..rest.IndexOf("\r\n", StringComparison.Ordinal)];
            chunks.Add(rest.Substring(size.Length + 2, Convert.ToInt32(size, 16)));
            rest = rest[(size.Length + 2 + chunks[^1].Length + 2)..];
        }

        Assert.Equal(6, chunks.Count);
        Assert.Equal("", chunks[^1]);
        Assert.Equal(Recording.Load("chat_stream").Body, string.Concat(chunks));
        Assert.DoesNotContain("X-Recording", parts[0]);
    }

    private Task<LlmApiException> Refusal(string? recording = null)
    {
        CallOptions options = new();
        if (recording is not null)
        {
            options.Headers["X-Stub"] = recording;
        }

        return Assert.ThrowsAnyAsync<LlmApiException>(() => _client.ChatAsync("Why?", options: options, cancellationToken: _ct));
    }
}
