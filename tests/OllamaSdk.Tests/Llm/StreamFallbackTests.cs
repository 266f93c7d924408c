using System.Text;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>A stream is one server's: failures before the first part, after it, and at the end mark.</summary>
public sealed class StreamFallbackTests
{
    private const string Role = """{"model":"m","message":{"role":"assistant","content":""},"done":false}""";
    private const string Part = """{"model":"m","message":{"role":"assistant","content":"part"},"done":false}""";
    private const string End = """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}""";

    private static Task Whole(ScriptedConnection connection) =>
        connection.RespondNdjsonAsync(Part.Replace("part", "second", StringComparison.Ordinal), End);

    private static Func<ScriptedConnection, Task> Breaks(Ending ending, params string[] lines) => connection =>
        connection.RespondChunksAsync("application/x-ndjson", lines.Select(line => Encoding.UTF8.GetBytes(line + "\n")), ending);

    [Theory]
    [InlineData("refused")]
    [InlineData("error line")]
    [InlineData("empty")]
    [InlineData("cut after an empty chunk")]
    public async Task G07_before_the_first_part_the_next_server_answers(string how)
    {
        Func<ScriptedConnection, Task> script = how switch
        {
            "refused" => Refuses(503),
            "error line" => c => c.RespondNdjsonAsync("""{"error":"an error was encountered"}"""),
            "empty" => Breaks(Ending.Normal),
            _ => Breaks(Ending.Cut, Role),
        };
        await using ScriptedServer first = new(script);
        await using ScriptedServer second = new(Whole);
        using var client = ClientOf(first.Native(), second.Native());

        var updates = await client.ChatStreamAsync("hi", Ct).ToListAsync();

        Assert.Equal("second", updates.Text());
        Assert.DoesNotContain(updates, update => update.IsRestart);
        var answer = updates[^1].Response!;
        Assert.Equal(("second", true), (answer.Content, answer.UsedFallback));
        Assert.Single(answer.Failures);
        Assert.Equal((1, 1), (first.Requests.Count, second.Requests.Count));
    }

    [Theory]
    [InlineData(Ending.Cut)]
    [InlineData(Ending.Normal)]
    public async Task G08_after_the_first_part_the_failure_is_thrown(Ending ending)
    {
        await using ScriptedServer first = new(Breaks(ending, Part));
        await using ScriptedServer second = new(Whole);
        using var client = ClientOf(first.Native(), second.Native());
        List<LlmUpdate> seen = [];

        var error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (var update in client.ChatStreamAsync("hi", Ct))
            {
                seen.Add(update);
            }
        });

        Assert.Equal("part", seen.Text());
        Assert.Equal("part", error.Partial!.Content);
        Assert.Equal(first.Url, error.Endpoint);
        Assert.Equal((1, 0), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task G08_a_failure_after_the_first_part_tells_of_the_servers_before()
    {
        await using ScriptedServer second = new(Breaks(Ending.Cut, Part));
        using var client = ClientOf(Dead("a"), second.Native("b"));

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatStreamAsync("hi", Ct).ToListAsync());

        Assert.Equal("a", Assert.Single(error.EarlierFailures).Model);
    }

    [Theory]
    [InlineData(Ending.Cut, "{\"model\":\"m\",\"done\":tr")]
    [InlineData(Ending.Normal, "{\"model\":\"m\",\"done\":tr")]
    [InlineData(Ending.Normal, "{\"error\":\"out of memory\"}\n")]
    public async Task A_broken_end_mark_is_a_failure_of_that_server(Ending ending, string end)
    {
        await using ScriptedServer first = new(c => c.RespondChunksAsync("application/x-ndjson", [Encoding.UTF8.GetBytes($"{Part}\n{end}")], ending));
        await using ScriptedServer second = new(Whole);
        using var client = ClientOf(first.Native(), second.Native());

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => client.ChatStreamAsync("hi", Ct).ToListAsync());

        Assert.Equal("part", error.Partial!.Content);
        Assert.Equal((1, 0), (first.Requests.Count, second.Requests.Count));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n", true)]
    [InlineData("data: [DONE]\n\n", true)]
    public async Task A_stream_of_the_v1_api_needs_a_finish_reason_or_an_end_mark(string end, bool isWhole)
    {
        await using ScriptedServer first = new(c => c.RespondChunksAsync("text/event-stream",
            [Encoding.UTF8.GetBytes("data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"part\"}}]}\n\n" + end)]));
        await using ScriptedServer second = new(Whole);
        using var client = ClientOf(first.V1(LlmProviders.Vllm), second.Native());

        var stream = client.ChatStreamAsync("hi", Ct).ToListAsync();

        if (isWhole)
        {
            Assert.Equal(("part", false), ((await stream)[^1].Response!.Content, (await stream)[^1].Response!.UsedFallback));
        }
        else
        {
            await Assert.ThrowsAsync<LlmStreamException>(async () => await stream);
        }

        Assert.Equal((1, 0), (first.Requests.Count, second.Requests.Count));
    }

    [Theory]
    [InlineData(Ending.Cut)]
    [InlineData(Ending.Normal)]
    public async Task G08_where_asked_for_the_next_server_begins_anew_and_says_so(Ending ending)
    {
        await using ScriptedServer first = new(Breaks(ending, Part, Part));
        await using ScriptedServer second = new(Whole);
        using var client = new LlmClient(Options(first.Native(), second.Native()).With(o => o.Fallback.RestartAfterItems = true));

        var updates = await client.ChatStreamAsync("hi", Ct).ToListAsync();

        Assert.Equal([false, false, true, false], updates.Select(update => update.IsRestart));
        Assert.Equal("second", updates.SkipWhile(update => !update.IsRestart).Text());
        Assert.Equal("second", updates[^1].Response!.Content);
        Assert.Single(updates[^1].Response!.Failures);
        Assert.Equal((1, 1), (first.Requests.Count, second.Requests.Count));
    }

    [Theory]
    [InlineData("tool", 5)]
    [InlineData("one part", 5)]
    [InlineData("two parts", 10)]
    public async Task Where_the_server_does_not_tell_its_rate_it_is_measured_over_the_making_of_the_answer(string answer, double rate)
    {
        const string ToolCall = """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""";
        const string Text = """{"choices":[{"index":0,"delta":{"content":"a"}}]}""";
        const string Usage = """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":10}}""";
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeClock clock = new();
        await using ScriptedServer server = new(async c =>
        {
            await c.SendHeadAsync(200, ("Content-Type", "text/event-stream"), ("Transfer-Encoding", "chunked"));
            clock.Advance(TimeSpan.FromSeconds(1));
            if (answer == "two parts")
            {
                await c.SendChunkAsync($"data: {Text}\n\n");
                await c.WaitForAsync(arrived);
            }

            clock.Advance(TimeSpan.FromSeconds(1));
            await c.SendChunkAsync($"data: {(answer == "tool" ? ToolCall : Text)}\n\ndata: {Usage}\n\ndata: [DONE]\n\n");
            await c.EndChunksAsync();
        });
        using var client = new LlmClient(Options(server.V1(LlmProviders.Vllm)).With(o => o.TimeProvider = clock));

        LlmResponse? whole = null;
        await foreach (var update in client.ChatStreamAsync("hi", Ct))
        {
            arrived.TrySetResult();
            whole = update.Response ?? whole;
        }

        Assert.Equal(rate, whole!.TokensPerSecond);
    }

    [Fact]
    public async Task Each_enumeration_is_a_call_of_its_own()
    {
        await using ScriptedServer first = new(Refuses(503), Whole);
        await using ScriptedServer second = new(Whole);
        using var client = ClientOf(first.Native(), second.Native());
        using var alone = ClientOf(second.Native());

        var stream = client.ChatStreamAsync("hi", Ct);
        var other = alone.ChatStreamAsync("hi", Ct);

        Assert.Equal(second.Url, (await stream.ToListAsync())[^1].Response!.Endpoint);
        Assert.Equal(first.Url, (await stream.ToListAsync())[^1].Response!.Endpoint);
        Assert.Equal("second", (await other.ToListAsync()).Text());
        Assert.Equal("second", (await other.ToListAsync()).Text());
    }

    [Fact]
    public async Task Leaving_the_stream_closes_the_connection()
    {
        var closed = new TaskCompletionSource();
        await using ScriptedServer server = new(async c =>
        {
            await c.BeginStreamAsync(Part);
            await c.HoldUntilClientClosesAsync();
            closed.SetResult();
        });
        using var client = ClientOf(server.Native(), Dead());

        await foreach (var update in client.ChatStreamAsync("hi", Ct))
        {
            Assert.Equal("part", update.ContentDelta);
            break;
        }

        await Guard.Within(closed.Task);
    }

    [Fact]
    public async Task An_abandoned_stream_of_a_failed_server_is_closed()
    {
        var closed = new TaskCompletionSource();
        await using ScriptedServer first = new(async c =>
        {
            await c.BeginStreamAsync("""{"error":"broken"}""");
            await c.HoldUntilClientClosesAsync();
            closed.SetResult();
        });
        await using ScriptedServer second = new(Whole);
        using var client = ClientOf(first.Native(), second.Native());

        await client.ChatStreamAsync("hi", Ct).ToListAsync();

        await Guard.Within(closed.Task);
    }
}
