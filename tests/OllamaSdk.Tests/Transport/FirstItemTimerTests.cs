using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>
/// Until the first item the limit for generation holds, whether the headers come at once or with the first token: a server that sends them early is no
/// more silent than one that does not.
/// </summary>
public sealed class FirstItemTimerTests
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);
    private readonly FakeClock _clock = new();
    private readonly ChannelStream _body = new();
    private readonly TaskCompletionSource _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything that makes an answer, in all its framings.</summary>
    public enum Answer
    {
        NativeChat,
        NativeGenerate,
        V1Chat,
        V1Completion,
        V1Response,
        LlmNative,
        LlmV1,
        WholeNativeChat,
        WholeNativeGenerate,
        WholeV1Chat,
        WholeV1Response,
        WholeLlm,
        RawStream,
        ToolLoop,
    }

    public static TheoryData<Answer> Answers => [.. Enum.GetValues<Answer>()];

    public static TheoryData<Answer> Streams => [.. Enum.GetValues<Answer>().Where(answer => !answer.ToString().StartsWith("Whole", StringComparison.Ordinal) && answer != Answer.ToolLoop)];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Silence_after_early_headers(Answer answer)
    {
        _headers.SetResult();
        var call = CallAsync(answer);
        await _clock.WaitForTimerAsync(s_first);
        await _body.WaitForReadAsync();

        _clock.Advance(s_first - s_tick);
        Assert.False(call.IsCompleted);
        _clock.Advance(s_tick);

        await FailsAsync(call, LlmTimer.FirstByte, s_first);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task An_item_makes_it_the_idle_timers_turn(Answer answer)
    {
        _headers.SetResult();
        var call = CallAsync(answer);
        await _body.WaitForReadAsync();
        _clock.Advance(s_first - s_tick);
        _body.Send(ItemOf(answer));
        await _body.WaitForReadAsync();
        await _clock.WaitForTimerAsync(s_idle);

        _clock.Advance(s_idle - s_tick);
        Assert.False(call.IsCompleted);
        _clock.Advance(s_tick);

        await FailsAsync(call, LlmTimer.Idle, s_idle);
    }

    [Theory]
    [InlineData(Answer.NativeChat)]
    [InlineData(Answer.V1Chat)]
    [InlineData(Answer.WholeNativeChat)]
    [InlineData(Answer.WholeV1Chat)]
    public async Task The_wait_for_the_headers_counts(Answer answer)
    {
        var call = CallAsync(answer);
        await _clock.WaitForTimerAsync(s_first);
        _clock.Advance(s_first / 2);
        _headers.SetResult();
        await _body.WaitForReadAsync();
        await _clock.WaitForTimerAsync(s_first / 2);

        _clock.Advance((s_first / 2) - s_tick);
        Assert.False(call.IsCompleted);
        _clock.Advance(s_tick);

        await FailsAsync(call, LlmTimer.FirstByte, s_first);
    }

    [Theory]
    [InlineData(Answer.NativeChat)]
    [InlineData(Answer.V1Chat)]
    [InlineData(Answer.WholeNativeChat)]
    public async Task Late_headers_leave_the_idle_time(Answer answer)
    {
        var call = CallAsync(answer);
        await _clock.WaitForTimerAsync(s_first);
        _clock.Advance(s_first - s_tick);
        _headers.SetResult();
        await _body.WaitForReadAsync();
        await _clock.WaitForTimerAsync(s_idle);

        _clock.Advance(s_idle);

        await FailsAsync(call, LlmTimer.Idle, s_idle);
    }

    [Theory]
    [InlineData(Answer.V1Chat, ": keepalive\n\n")]
    [InlineData(Answer.V1Chat, "event: ping\n\n")]
    [InlineData(Answer.V1Response, ": keepalive\n\n")]
    [InlineData(Answer.LlmV1, ": keepalive\n\n")]
    [InlineData(Answer.WholeV1Chat, "\n")]
    [InlineData(Answer.WholeNativeChat, " ")]
    public async Task Signs_of_life_give_the_whole_time_again(Answer answer, string sign)
    {
        _headers.SetResult();
        var call = CallAsync(answer);
        for (var i = 0; i < 5; i++)
        {
            await _body.WaitForReadAsync();
            _clock.Advance(s_first - s_tick);
            _body.Send(sign);
        }

        await _body.WaitForReadAsync();
        _clock.Advance(s_first - s_tick);
        Assert.False(call.IsCompleted);
        _clock.Advance(s_tick);

        await FailsAsync(call, LlmTimer.FirstByte, s_first);
    }

    [Fact]
    public async Task Of_the_call()
    {
        _headers.SetResult();
        var limit = TimeSpan.FromSeconds(33);
        await using var client = Handler("application/x-ndjson").Create(Configure);
        var call = client.Stream(new CallOptions { FirstByteTimeout = limit }).ToListAsync();
        await _clock.WaitForTimerAsync(limit);
        await _body.WaitForReadAsync();

        _clock.Advance(limit);

        await FailsAsync(call, LlmTimer.FirstByte, limit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Either_switched_off_switches_it_off(bool first)
    {
        _headers.SetResult();
        await using var client = Handler("application/x-ndjson").Create(options =>
        {
            Configure(options);
            if (first)
            {
                options.Timeouts.StreamedGeneration = Timeout.InfiniteTimeSpan;
            }
            else
            {
                options.Timeouts.Idle = Timeout.InfiniteTimeSpan;
            }
        });
        var call = client.Stream().ToListAsync();
        await _body.WaitForReadAsync();
        Assert.Empty(_clock.PendingTimers);
        _clock.Advance(TimeSpan.FromDays(1));
        _body.SendLine(TestClient.Chunk);
        await _body.WaitForReadAsync();
        if (!first)
        {
            Assert.Empty(_clock.PendingTimers);
            _body.SendLine(TestClient.Last);
            _body.End();
            Assert.Equal(2, (await Guard.Within(call)).Count);
            return;
        }

        await _clock.WaitForTimerAsync(s_idle);
        _clock.Advance(s_idle);
        await FailsAsync(call, LlmTimer.Idle, s_idle);
    }

    [Theory]
    [InlineData(Answer.NativeChat)]
    [InlineData(Answer.V1Chat)]
    public async Task By_default_a_slow_machine_may_load_and_then_hold_a_tool_call_back(Answer answer)
    {
        _headers.SetResult();
        var isNative = answer == Answer.NativeChat;
        await using var native = Handler("application/x-ndjson").Create(options => options.TimeProvider = _clock);
        await using var v1 = Handler(V1.EventStream).CreateV1(options => options.TimeProvider = _clock);
        var call = isNative ? native.Stream().ToListAsync().ContinueWith(t => t.Result.Count, TaskScheduler.Default) : v1.Stream().ToListAsync().ContinueWith(t => t.Result.Count, TaskScheduler.Default);
        string[] pieces = isNative
            ? [TestClient.Chunk + "\n", """{"message":{"role":"assistant","tool_calls":[{"function":{"name":"write","arguments":{}}}]},"done":false}""" + "\n", TestClient.Last + "\n"]
            : [V1.Events(V1.Text("a")), V1.Events(V1.Delta("""{"tool_calls":[{"index":0,"id":"c","function":{"name":"write","arguments":"{}"}}]}""")), V1.Events(V1.Finish, V1.Done)];
        foreach (var piece in pieces)
        {
            await _body.WaitForReadAsync();
            _clock.Advance(TimeSpan.FromMinutes(9));
            _body.Send(piece);
        }

        _body.End();
        Assert.Equal(3, await Guard.Within(call));
    }

    private static string ItemOf(Answer answer) => answer switch
    {
        Answer.NativeChat or Answer.LlmNative or Answer.RawStream => TestClient.Chunk + "\n",
        Answer.NativeGenerate => """{"model":"m","response":"a","done":false}""" + "\n",
        Answer.V1Completion => V1.Events("""{"id":"c","object":"text_completion","model":"m","choices":[{"index":0,"text":"a"}]}"""),
        Answer.V1Response => V1.Events("""{"type":"response.output_text.delta","delta":"a"}"""),
        _ => V1.Events(V1.Text("a")),
    };

    private async Task CallAsync(Answer answer)
    {
        using var native = Handler("application/x-ndjson").Create(Configure);
        using var v1 = Handler(V1.EventStream).CreateV1(Configure);
        var isNative = answer.ToString().Contains("Native", StringComparison.Ordinal);
        var options = new LlmClientOptions { Targets = { new LlmTarget(isNative ? "ollama" : "openai-compatible", "m", "http://127.0.0.1:9/") }, Handler = Handler(isNative ? "application/x-ndjson" : V1.EventStream) };
        Configure(options);
        using var llm = new LlmClient(options);
        await (answer switch
        {
            Answer.NativeChat => native.Stream().ToListAsync(),
            Answer.NativeGenerate => native.GenerateStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync(),
            Answer.V1Chat => v1.Stream().ToListAsync(),
            Answer.V1Completion => v1.CompleteStreamAsync(new CompletionRequest { Prompt = "hi" }, cancellationToken: TestClient.Ct).ToListAsync(),
            Answer.V1Response => v1.RespondStreamAsync(new ResponseRequest { Input = "hi" }, cancellationToken: TestClient.Ct).ToListAsync(),
            Answer.LlmNative or Answer.LlmV1 => llm.ChatStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync(),
            Answer.WholeNativeChat => native.ChatAsync("hi", cancellationToken: TestClient.Ct),
            Answer.WholeNativeGenerate => native.GenerateAsync("hi", cancellationToken: TestClient.Ct),
            Answer.WholeV1Chat => v1.ChatAsync("hi", cancellationToken: TestClient.Ct),
            Answer.WholeV1Response => v1.RespondAsync(new ResponseRequest { Input = "hi" }, cancellationToken: TestClient.Ct),
            Answer.WholeLlm => llm.ChatAsync("hi", cancellationToken: TestClient.Ct),
            Answer.RawStream => native.SendStreamAsync(HttpMethod.Post, "/api/chat", V1.Json("{}"), cancellationToken: TestClient.Ct).ToListAsync(),
            _ => (Task)native.RunWithToolsAsync("hi", new ToolSet(), cancellationToken: TestClient.Ct),
        });
    }

    private void Configure(LlmConnectionOptions options)
    {
        options.TimeProvider = _clock;
        (options.Timeouts.StreamedGeneration, options.Timeouts.UnstreamedGeneration, options.Timeouts.Idle) = (s_first, s_first, s_idle);
        options.Retry.MaxRetries = 0;
    }

    private StubHandler Handler(string contentType) => new(async (_, token) =>
    {
        await _headers.Task.WaitAsync(token);
        return StubHandler.Answer(_body, System.Net.HttpStatusCode.OK, contentType);
    });

    private static async Task FailsAsync(Task call, LlmTimer timer, TimeSpan limit)
    {
        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call));
        Assert.Equal((timer, limit), (error.Timer, error.Limit));
    }
}
