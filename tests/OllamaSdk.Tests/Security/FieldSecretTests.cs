using System.Net;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security;

/// <summary>Leaks that were found with servers' real answers, each served as it came.</summary>
public sealed class FieldSecretTests
{
    private const string Key = "KEYcanary123456";

    private readonly CapturingLogs _logs = new();

    [Theory]
    [InlineData("Authorization", $"Bearer {Key}")]
    [InlineData("X-Api-Key", Key)]
    public async Task A_busy_server_repeats_a_header_of_the_call(string name, string value)
    {
        var call = new CallOptions { Headers = { [name] = value } };
        await CheckAsync("SE1-busy-echo.json", HttpStatusCode.ServiceUnavailable, Key, _ => { }, call);

        Assert.Contains(_logs.Lines, line => line.Contains("retry 1 follows", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Authorization", $"Bearer {Key}")]
    [InlineData("Cookie", $"sid={Key}")]
    public Task A_server_repeats_the_key_of_a_header_alone(string name, string value) =>
        CheckAsync("SE2-bare-key.json", HttpStatusCode.Unauthorized, Key, options => options.Headers[name] = value, null);

    [Fact]
    public Task A_server_escapes_the_key_that_it_repeats() => CheckAsync("SE5-escaped-echo.json", HttpStatusCode.Unauthorized, "KEYcanary/123456", options =>
    {
        _ = options switch
        {
            OllamaClientOptions native => native.ApiKey = "KEYcanary/123456",
            OpenAICompatibleClientOptions other => other.ApiKey = "KEYcanary/123456",
            LlmClientOptions many => many.Targets[0].ApiKey = "KEYcanary/123456",
            _ => null,
        };
    }, null);

    [Fact]
    public async Task An_event_that_is_left_out_is_not_told_of()
    {
        var (chunks, error) = await V1.ReadAsync(FieldCase.Read("10-skip-malformed-log.sse"), options => (options.SkipMalformedEvents, options.LoggerFactory) = (true, _logs));

        Assert.Empty(chunks);
        // Nothing is left of this answer but the mark of its end.
        Assert.DoesNotContain("ANSWERcanary", Assert.IsType<LlmStreamException>(error).ToString(), StringComparison.Ordinal);
        Assert.All(_logs.Lines, one => Assert.DoesNotContain("ANSWERcanary", one, StringComparison.Ordinal));
        var line = Assert.Single(_logs.LinesBeyondCalls);
        Assert.StartsWith("Warning An event of http://127.0.0.1:9/v1 could not be read and was left out. It cannot be read", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"choices":[{"ANSWERcanary":oops}]}""")]
    [InlineData("""{"choices":"ANSWERcanary"}""")]
    [InlineData("ANSWERcanary")]
    public async Task Nor_are_the_names_in_it(string json)
    {
        await V1.ReadAsync(V1.Events(json, V1.Finish, V1.Done), options => (options.SkipMalformedEvents, options.LoggerFactory) = (true, _logs));

        Assert.Single(_logs.LinesBeyondCalls);
        Assert.All(_logs.Lines, line => Assert.DoesNotContain("canary", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nor_is_an_answer_that_cost_its_server_the_call()
    {
        using var handler = new StubHandler("{\"ANSWERcanary\"");
        var options = Llm.LlmServers.Options(new LlmTarget("ollama", "m", "http://127.0.0.1:9"), new LlmTarget("ollama", "m", "http://127.0.0.1:10"));
        (options.Handler, options.LoggerFactory) = (handler, _logs);
        using var client = new LlmClient(options);

        await Assert.ThrowsAsync<LlmFallbackException>(() => client.ChatAsync("hi", TestClient.Ct));

        Assert.NotEmpty(_logs.Lines);
        Assert.All(_logs.Lines, line => Assert.DoesNotContain("canary", line, StringComparison.Ordinal));
    }


    private async Task CheckAsync(string file, HttpStatusCode status, string key, Action<LlmConnectionOptions> configure, CallOptions? call)
    {
        var body = FieldCase.Read(file);
        await using var native = new ScriptedServer(connection => connection.RespondJsonAsync(body, (int)status));
        await using var client = native.Create(Set);
        await using var compatible = native.CreateV1(Set);
        var options = Llm.LlmServers.Options(new LlmTarget("ollama", "m", native.Url.ToString()));
        Set(options);
        using var many = new LlmClient(options);
        Func<Task>[] calls =
        [
            () => client.ChatAsync("hi", null, call, TestClient.Ct),
            () => client.ChatStreamAsync("hi", null, call, TestClient.Ct).ToListAsync(),
            () => client.ListModelsAsync(call, TestClient.Ct),
            () => compatible.ChatAsync("hi", null, call, TestClient.Ct),
            () => compatible.ChatStreamAsync("hi", null, call, TestClient.Ct).ToListAsync(),
            () => compatible.SendAsync(HttpMethod.Get, "/models", null, call, TestClient.Ct),
            () => many.ChatAsync(new LlmRequest { Messages = [LlmMessage.User("hi")], Call = call }, TestClient.Ct),
        ];
        foreach (var one in calls)
        {
            var error = await Assert.ThrowsAnyAsync<LlmApiException>(one);

            Assert.Equal((int)status, error.Status);
            foreach (var text in (string[])[error.ToString(), error.ServerMessage, error.Excerpt, .. _logs.Lines])
            {
                Assert.DoesNotContain(key, text, StringComparison.Ordinal);
                Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
                Assert.DoesNotContain("anary", text, StringComparison.Ordinal);
            }

            Assert.Contains("***", error.ServerMessage, StringComparison.Ordinal);
        }

        void Set(LlmConnectionOptions options)
        {
            options.LoggerFactory = _logs;
            configure(options);
        }
    }
}
