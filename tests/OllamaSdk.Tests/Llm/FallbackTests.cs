using OllamaSdk.TestKit;
using Polly.CircuitBreaker;
using Polly.Timeout;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>Which failures go on to the next server, and what is told of them.</summary>
public sealed class FallbackTests
{
    [Fact]
    public async Task A01_a_dead_server_is_followed_by_the_next()
    {
        await using ScriptedServer live = new(c => c.RespondAsync());
        var dead = Dead("first");
        using var client = ClientOf(dead, live.Native("second"));

        var answer = await client.ChatAsync("hi", Ct);

        Assert.Equal("hello", answer.Content);
        Assert.True(answer.UsedFallback);
        Assert.Equal(("ollama", live.Url), (answer.Provider, answer.Endpoint));
        var failure = Assert.Single(answer.Failures);
        Assert.Equal(("ollama", "first", new Uri(dead.Endpoint!)), (failure.Provider, failure.Model, failure.Endpoint));
        Assert.IsType<LlmConnectionException>(failure.Error);
        Assert.Equal("second", Assert.Single(live.Requests).Json().GetProperty("model").GetString());
    }

    [Fact]
    public async Task The_first_server_answers_where_it_can()
    {
        await using ScriptedServer first = new(c => c.RespondAsync());
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = ClientOf(first.Native(), second.Native());

        var answer = await client.ChatAsync("hi", Ct);

        Assert.False(answer.UsedFallback);
        Assert.Empty(answer.Failures);
        Assert.Equal(0, answer.RetryCount);
        Assert.Empty(second.Requests);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(429, true)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    public async Task A_status_moves_on_or_does_not(int status, bool movesOn)
    {
        await using ScriptedServer first = new(Refuses(status));
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = ClientOf(first.Native(), second.Native());

        var call = client.ChatAsync("hi", Ct);

        if (movesOn)
        {
            Assert.Equal(status, Assert.IsAssignableFrom<LlmApiException>(Assert.Single((await call).Failures).Error).Status);
        }
        else
        {
            Assert.Equal(status, (await Assert.ThrowsAnyAsync<LlmApiException>(() => call)).Status);
        }

        Assert.Single(first.Requests);
        Assert.Equal(movesOn ? 1 : 0, second.Requests.Count);
    }

    [Fact]
    public async Task A_missing_model_and_a_wrong_key_follow_the_policy()
    {
        await using ScriptedServer first = new(Refuses(404, "model 'm' not found"), Refuses(404, "model 'm' not found"), Refuses(401));
        await using ScriptedServer second = new(c => c.RespondAsync());
        var options = Options(first.Native(), second.Native());
        using var lenient = new LlmClient(options);
        options.Fallback.OnRefusals.Remove(ApiErrorKind.ModelNotFound);
        options.Fallback.OnRefusals.Add(ApiErrorKind.Unauthorized);
        using var strict = new LlmClient(options);

        Assert.True((await lenient.ChatAsync("hi", Ct)).UsedFallback);
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => strict.ChatAsync("hi", Ct));
        Assert.True((await strict.ChatAsync("hi", Ct)).UsedFallback);
        Assert.Equal((3, 2), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task A_time_limit_before_the_answer_moves_on()
    {
        await using ScriptedServer first = new(c => c.HoldUntilClientClosesAsync());
        await using ScriptedServer second = new(c => c.RespondAsync());
        FakeClock clock = new();
        using var client = new LlmClient(Options(first.Native(), second.Native()).With(o => o.TimeProvider = clock));

        var call = client.ChatAsync(new LlmRequest("hi") { Call = new CallOptions { FirstByteTimeout = TimeSpan.FromSeconds(7) } }, Ct);
        await first.WaitForRequestAsync();
        clock.Advance(TimeSpan.FromSeconds(7));
        var answer = await Guard.Within(call);

        Assert.Equal(LlmTimer.FirstByte, Assert.IsType<LlmTimeoutException>(Assert.Single(answer.Failures).Error).Timer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_resilience_handler_of_the_user_s_refuses_moves_on(bool isTimeout)
    {
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var pool = new HttpClientHandler();
        using var http = new HttpClient(new RefusingHandler(
            "dead.example", isTimeout ? new TimeoutRejectedException("too long", TimeSpan.FromSeconds(10)) : new BrokenCircuitException("open")) { InnerHandler = pool });
        using var client = new LlmClient(http, Options(new LlmTarget(LlmProviders.Ollama, "m", "http://dead.example"), second.Native()));

        var answer = await client.ChatAsync("hi", Ct);

        Assert.Equal(second.Url, answer.Endpoint);
        var error = Assert.Single(answer.Failures).Error;
        Assert.True(isTimeout ? error is LlmTimeoutException { Timer: LlmTimer.FirstByte, Limit.Seconds: 10 } : error is LlmConnectionException { Phase: ConnectionPhase.Connect });
        Assert.Contains("resilience handler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nobody_answers_all_say_why_in_order()
    {
        await using ScriptedServer second = new(Refuses(500, "broken"));
        await using ScriptedServer third = new(Refuses(429, "slow down"));
        using var client = new LlmClient(Options(Dead("a"), second.Native("b"), third.Native("c")).With(o => o.Retry.MaxRetries = 0));

        var error = await Assert.ThrowsAsync<LlmFallbackException>(() => client.ChatAsync("hi", Ct));

        Assert.Equal(["a", "b", "c"], error.Failures.Select(f => f.Model));
        Assert.IsType<LlmConnectionException>(error.InnerException);
        Assert.Contains("broken", error.Message, StringComparison.Ordinal);
        Assert.Contains("slow down", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_does_not_move_on_tells_of_those_before()
    {
        await using ScriptedServer second = new(Refuses(400));
        using var client = ClientOf(Dead("a"), second.Native("b"));

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ChatAsync("hi", Ct));

        Assert.Equal("a", Assert.Single(error.EarlierFailures).Model);
    }

    [Fact]
    public async Task The_only_server_fails_with_its_own_exception()
    {
        await using ScriptedServer server = new(Refuses(500));
        using var client = ClientOf(server.Native());

        await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", Ct));
    }

    [Fact]
    public async Task Only_the_last_server_is_asked_again()
    {
        await using ScriptedServer first = new(Refuses(503));
        await using ScriptedServer second = new(Refuses(503), Refuses(503), c => c.RespondAsync());
        using var client = ClientOf(first.Native(), second.Native());

        var answer = await client.ChatAsync("hi", Ct);

        Assert.Equal((1, 3, 2), (first.Requests.Count, second.Requests.Count, answer.RetryCount));
    }

    [Fact]
    public async Task Retries_before_moving_on_can_be_asked_for()
    {
        await using ScriptedServer first = new(Refuses(503), c => c.RespondAsync());
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = new LlmClient(Options(first.Native(), second.Native()).With(o => o.Fallback.RetriesBeforeMovingOn = 1));

        Assert.Equal(1, (await client.ChatAsync("hi", Ct)).RetryCount);
        Assert.Empty(second.Requests);
    }

    [Fact]
    public async Task Cancelling_asks_nobody_else()
    {
        await using ScriptedServer first = new(c => c.HoldUntilClientClosesAsync());
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = ClientOf(first.Native(), second.Native());
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var call = client.ChatAsync("hi", leave.Token);
        await first.WaitForRequestAsync();
        await leave.CancelAsync();

        Assert.Equal(leave.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        Assert.Empty(second.Requests);
    }

    [Fact]
    public async Task Keys_and_headers_stay_with_their_own_server()
    {
        await using ScriptedServer first = new(Refuses(500));
        await using ScriptedServer second = new(c => c.RespondAsync());
        var one = first.Native();
        (one.ApiKey, one.Headers["X-Tenant"]) = ("key-of-first", "first");
        var two = second.Native();
        two.ApiKey = "key-of-second";
        using var client = ClientOf(one, two);

        await client.ChatAsync("hi", Ct);

        Assert.Equal(("Bearer key-of-first", "first"), (first.Requests[0].Header("Authorization"), first.Requests[0].Header("X-Tenant")));
        Assert.Equal(("Bearer key-of-second", null), (second.Requests[0].Header("Authorization"), second.Requests[0].Header("X-Tenant")));
    }

    [Fact]
    public async Task A_request_that_names_a_model_goes_only_to_servers_of_that_model()
    {
        await using ScriptedServer other = new(c => c.RespondAsync());
        await using ScriptedServer same = new(Refuses(500));
        await using ScriptedServer any = new(c => c.RespondAsync());
        using var client = ClientOf(other.Native("llama3.2"), same.Native("qwen3:latest"), any.Native(null));

        await client.ChatAsync(new LlmRequest("hi") { Model = "qwen3" }, Ct);

        Assert.Equal((0, 1, 1), (other.Requests.Count, same.Requests.Count, any.Requests.Count));
        Assert.Equal("qwen3", any.Requests[0].Json().GetProperty("model").GetString());
    }

    [Fact]
    public async Task A_model_that_no_target_names_goes_to_the_first_only()
    {
        await using ScriptedServer first = new(Refuses(500));
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = new LlmClient(Options(first.Native("a"), second.Native("b")).With(o => o.Retry.MaxRetries = 0));

        await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync(new LlmRequest("hi") { Model = "c" }, Ct));

        Assert.Empty(second.Requests);
    }

    private sealed class RefusingHandler(string host, Exception refusal) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.Host == host ? Task.FromException<HttpResponseMessage>(refusal) : base.SendAsync(request, cancellationToken);
    }
}
