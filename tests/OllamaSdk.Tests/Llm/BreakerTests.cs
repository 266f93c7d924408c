using System.Text;
using OllamaSdk.Llm;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>A server that keeps failing is passed over for a while, but never when it is the only one left.</summary>
public sealed class BreakerTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task After_two_failures_the_server_is_passed_over_for_a_growing_time()
    {
        await using ScriptedServer first = new(Refuses(500));
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = Create(first, second);

        await AskAsync(client, 4);
        Assert.Equal((2, 4), (first.Requests.Count, second.Requests.Count));

        // One try after 5 s, in vain, and then 10 s of rest.
        _clock.Advance(TimeSpan.FromSeconds(5.1));
        await AskAsync(client, 2);
        Assert.Equal(3, first.Requests.Count);
        _clock.Advance(TimeSpan.FromSeconds(5.1));
        await AskAsync(client, 1);
        Assert.Equal(3, first.Requests.Count);
        _clock.Advance(TimeSpan.FromSeconds(5.1));
        await AskAsync(client, 2);
        Assert.Equal(4, first.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_answers_again_comes_first_again()
    {
        await using ScriptedServer first = new(Refuses(500), Refuses(500), c => c.RespondAsync());
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = Create(first, second);
        await AskAsync(client, 2);

        _clock.Advance(TimeSpan.FromSeconds(6));
        await AskAsync(client, 3);

        Assert.Equal((5, 2), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task An_answer_makes_earlier_failures_forgotten()
    {
        await using ScriptedServer first = new(Refuses(500), c => c.RespondAsync(), Refuses(500), c => c.RespondAsync(), Refuses(500));
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = Create(first, second);

        await AskAsync(client, 5);
        Assert.Equal((5, 3), (first.Requests.Count, second.Requests.Count));

        // The second failure on end is the one that counts.
        await AskAsync(client, 3);
        Assert.Equal((6, 6), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task It_is_asked_all_the_same_when_nobody_else_is_left()
    {
        await using ScriptedServer first = new(Refuses(500), Refuses(500), c => c.RespondAsync());
        await using ScriptedServer second = new(c => c.RespondAsync(), c => c.RespondAsync(), Refuses(500));
        using var client = Create(first, second);
        await AskAsync(client, 2);

        var answer = await client.ChatAsync("hi", Ct);

        Assert.Equal(first.Url, answer.Endpoint);
        Assert.Equal(second.Url, Assert.Single(answer.Failures).Endpoint);
        Assert.Equal((3, 3), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task The_only_server_is_never_passed_over()
    {
        await using ScriptedServer server = new(Refuses(500));
        using var client = new LlmClient(Options(server.Native()).With(o => o.TimeProvider = _clock));

        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", Ct));
        }

        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Refused_requests_do_not_count()
    {
        await using ScriptedServer first = new(Refuses(404, "model 'm' not found"));
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = Create(first, second);

        await AskAsync(client, 4);

        Assert.Equal(4, first.Requests.Count);
    }

    [Fact]
    public async Task Answers_that_break_off_count()
    {
        const string Part = """{"model":"m","message":{"role":"assistant","content":"part"},"done":false}""";
        await using ScriptedServer first = new(c => c.RespondChunksAsync("application/x-ndjson", [Encoding.UTF8.GetBytes(Part + "\n")], Ending.Cut));
        await using ScriptedServer second = new(c => c.RespondNdjsonAsync(Part.Replace("false", "true", StringComparison.Ordinal)));
        using var client = Create(first, second);

        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatStreamAsync("hi", Ct).ToListAsync());
        }

        Assert.Equal(second.Url, (await client.ChatStreamAsync("hi", Ct).ToListAsync())[^1].Response!.Endpoint);
        Assert.Equal((2, 1), (first.Requests.Count, second.Requests.Count));

        // Its first part says that it is back, so that the rest does not grow.
        for (var failures = 4; failures <= 8; failures += 2)
        {
            _clock.Advance(TimeSpan.FromSeconds(5.1));
            await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatStreamAsync("hi", Ct).ToListAsync());
            await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatStreamAsync("hi", Ct).ToListAsync());
            await client.ChatStreamAsync("hi", Ct).ToListAsync();
            Assert.Equal(failures, first.Requests.Count);
        }
    }

    [Theory]
    [InlineData("""{"error":{"code":400,"message":"the input length exceeds the context length"}}""")]
    [InlineData("""{"error":"this line is longer than the client takes"}""")]
    public async Task What_is_not_the_server_s_fault_does_not_count_in_a_stream_either(string line)
    {
        const string Part = """{"model":"m","message":{"role":"assistant","content":"p"},"done":false}""";
        await using ScriptedServer first = new(c => c.RespondNdjsonAsync(Part, line + new string(' ', line.Contains("longer", StringComparison.Ordinal) ? 4096 : 0)));
        await using ScriptedServer second = new(c => c.RespondNdjsonAsync(Part));
        using var client = new LlmClient(Options(first.Native(), second.Native()).With(o => o.MaxLineBytes = 2048));

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatStreamAsync("hi", Ct).ToListAsync());
        }

        Assert.Equal((3, 0), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task The_end_of_the_time_that_a_caller_gives_a_stream_does_not_count()
    {
        await using ScriptedServer first = new(async c =>
        {
            await c.SendHeadAsync(200, ("Content-Type", "application/x-ndjson"), ("Transfer-Encoding", "chunked"));
            await c.SendChunkAsync("""{"model":"m","message":{"role":"assistant","content":"p"},"done":false}""" + "\n");
            await c.HoldUntilClientClosesAsync();
        });
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = Create(first, second);
        var request = new LlmRequest("hi") { Call = new CallOptions { TotalTimeout = TimeSpan.FromSeconds(1) } };

        for (var i = 0; i < 3; i++)
        {
            await using var parts = client.ChatStreamAsync(request, Ct).GetAsyncEnumerator(Ct);
            Assert.True(await parts.MoveNextAsync());
            var next = parts.MoveNextAsync().AsTask();
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(next));
        }

        Assert.Equal((3, 0), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task A_stream_that_comes_to_its_end_makes_earlier_failures_forgotten()
    {
        const string End = """{"model":"m","message":{"role":"assistant","content":"hello"},"done":true}""";
        Func<ScriptedConnection, Task> whole = c => c.RespondNdjsonAsync(End);
        await using ScriptedServer first = new(Refuses(500), whole, Refuses(500), whole);
        await using ScriptedServer second = new(whole);
        using var client = Create(first, second);

        for (var i = 0; i < 4; i++)
        {
            await client.ChatStreamAsync("hi", Ct).ToListAsync();
        }

        Assert.Equal((4, 2), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task After_the_rest_one_call_tries_and_the_others_do_not_wait_for_it()
    {
        var go = new TaskCompletionSource();
        await using ScriptedServer first = new(Refuses(500), Refuses(500), async c =>
        {
            await c.WaitForAsync(go);
            await c.RespondAsync();
        });
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = Create(first, second);
        await AskAsync(client, 2);
        _clock.Advance(TimeSpan.FromSeconds(6));

        var trying = client.ChatAsync("hi", Ct);
        await first.WaitForRequestAsync(3);
        await Guard.Within(Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.ChatAsync("hi", Ct))));
        go.SetResult();

        Assert.Equal(first.Url, (await Guard.Within(trying)).Endpoint);
        Assert.Equal((3, 7), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task A_try_that_was_given_up_does_not_end_the_rest()
    {
        await using ScriptedServer first = new(Refuses(500), Refuses(500), c => c.HoldUntilClientClosesAsync(), c => c.RespondAsync());
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = Create(first, second);
        await AskAsync(client, 2);
        _clock.Advance(TimeSpan.FromSeconds(6));
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var call = client.ChatAsync("hi", leave.Token);
        await first.WaitForRequestAsync(3);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(call));

        await AskAsync(client, 2);
        Assert.Equal((3, 4), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task A_call_that_was_given_up_is_no_answer()
    {
        await using ScriptedServer first = new(Refuses(500), c => c.HoldUntilClientClosesAsync(), Refuses(500));
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = Create(first, second);
        await AskAsync(client, 1);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var call = client.ChatAsync("hi", leave.Token);
        await first.WaitForRequestAsync(2);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(call));

        await AskAsync(client, 3);
        Assert.Equal((3, 4), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using ScriptedServer first = new(Refuses(500));
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = new LlmClient(Options(first.Native(), second.Native()).With(o => o.Breaker.Enabled = false));

        await AskAsync(client, 4);

        Assert.Equal(4, first.Requests.Count);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 10)]
    [InlineData(3, 40)]
    [InlineData(4, 60)]
    [InlineData(5000, 60)]
    public void The_time_doubles_up_to_its_limit(int triesInVain, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Breaker.Duration(new BreakerOptions(), triesInVain));

    private static async Task AskAsync(LlmClient client, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await client.ChatAsync("hi", Ct);
        }
    }

    private LlmClient Create(ScriptedServer first, ScriptedServer second) =>
        new(Options(first.Native(), second.Native()).With(o => (o.TimeProvider, o.Retry.MaxRetries) = (_clock, 0)));
}
