using OllamaSdk.TestKit;

namespace OllamaSdk.Testing.Tests.Script;

/// <summary>Each fault, in memory and over a port, as a user of the SDK meets it.</summary>
public sealed class FaultTests : EmulatorTest
{
    [Theory]
    [InlineData(false, ConnectionPhase.Connect)]
    [InlineData(true, ConnectionPhase.ReceiveHeaders)]
    public async Task Refused(bool overPort, ConnectionPhase phase) =>
        Assert.Equal(phase, (await FailAsync<LlmConnectionException>(Fault.Refused, overPort)).Phase);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reset(bool overPort) =>
        Assert.Equal(ConnectionPhase.ReceiveHeaders, (await FailAsync<LlmConnectionException>(Fault.Reset, overPort)).Phase);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silence(bool overPort)
    {
        Emulator.When("hello").Fail(Fault.Silence);
        await using var server = await ServerAsync(overPort);
        var clock = new FakeClock();
        await using var client = ClientOf(server, clock);

        var call = client.ChatAsync("hello", cancellationToken: Cancellation);
        clock.Advance(await clock.WaitForTimerAsync(left => left == TimeSpan.FromMinutes(30)));

        Assert.Equal(LlmTimer.FirstByte, (await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(call))).Timer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stall(bool overPort)
    {
        Emulator.When("hello").Fail(Fault.Stall.AfterLines(3));
        await using var server = await ServerAsync(overPort);
        var clock = new FakeClock();
        await using var client = ClientOf(server, clock);

        await using var lines = client.ChatStreamAsync("hello", cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await lines.MoveNextAsync());
        }

        var next = lines.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(2));
            await Task.Delay(1, Cancellation);
        }

        var failure = await Assert.ThrowsAsync<LlmTimeoutException>(() => next);
        Assert.Equal(LlmTimer.Idle, failure.Timer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cut(bool overPort)
    {
        var failure = await FailStreamAsync<LlmStreamException>(Fault.Cut.AfterLines(3), overPort);

        Assert.Equal((StreamFailure.Incomplete, 3), (failure.Reason, failure.ItemsReceived));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Break(bool overPort)
    {
        var failure = await FailStreamAsync<LlmStreamException>(Fault.Break, overPort);

        Assert.Equal((StreamFailure.Interrupted, 1), (failure.Reason, failure.ItemsReceived));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ErrorLine(bool overPort)
    {
        var failure = await FailStreamAsync<LlmStreamException>(Fault.ErrorLine.AfterLines(2), overPort);

        Assert.Equal((StreamFailure.ServerError, 2), (failure.Reason, failure.ItemsReceived));
        Assert.StartsWith("an error was encountered", failure.ServerError!.ServerMessage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TokenRepeat(bool overPort)
    {
        var streamed = await FailStreamAsync<LlmStreamException>(Fault.TokenRepeat.AfterLines(3), overPort);
        var whole = await FailAsync<LlmApiException>(Fault.TokenRepeat, overPort);

        Assert.Equal((StreamFailure.ServerError, 3), (streamed.Reason, streamed.ItemsReceived));
        Assert.Equal("prediction aborted, token repeat limit reached", streamed.ServerError!.ServerMessage);
        Assert.Equal((500, "prediction aborted, token repeat limit reached"), (whole.Status, whole.ServerMessage));
    }

    [Fact]
    public async Task The_older_server_says_nothing_of_a_token_that_repeats()
    {
        using var old = new OllamaEmulator(new EmulatorOptions { Version = EmulatorVersion.Ollama033 });
        using var http = new HttpClient(old, disposeHandler: false);
        old.When("").Fail(Fault.TokenRepeat.AfterLines(2));
        old.When("").Fail(Fault.TokenRepeat.AfterLines(2));

        var stream = await PostAsync("""{"model":"demo","think":false,"prompt":"hello"}""");
        var whole = await PostAsync("""{"model":"demo","think":false,"prompt":"hello","stream":false}""");

        Assert.Equal(2, stream.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("\"done\":true", stream);
        Assert.EndsWith("\"response\":\"This is\",\"done\":false}", whole);

        async Task<string> PostAsync(string body)
        {
            using var answer = await http.PostAsync(new Uri("http://127.0.0.1/api/generate"), new StringContent(body), Cancellation);
            return await answer.Content.ReadAsStringAsync(Cancellation);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Garbage(bool overPort) => await FailStreamAsync<LlmProtocolException>(Fault.Garbage, overPort);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whole_answers_are_hit_in_their_middle(bool overPort)
    {
        await FailAsync<LlmProtocolException>(Fault.Cut, overPort);
        await FailAsync<LlmProtocolException>(Fault.Garbage, overPort);
        Assert.Equal(ConnectionPhase.ReceiveBody, (await FailAsync<LlmConnectionException>(Fault.Break, overPort)).Phase);
        Assert.Equal(500, (await FailAsync<LlmApiException>(Fault.ErrorLine, overPort)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusals_have_the_servers_words(bool overPort)
    {
        var busy = await FailAsync<LlmApiException>(Fault.Busy, overPort);
        var memory = await FailAsync<LlmApiException>(Fault.OutOfMemory, overPort);
        var crash = await FailAsync<LlmApiException>(Fault.Crash, overPort);
        var own = await FailAsync<LlmApiException>(Fault.Status(418, "teapot", TimeSpan.FromSeconds(7)), overPort);

        Assert.Equal((503, ApiErrorKind.ServerBusy), (busy.Status, busy.Kind));
        Assert.Equal((500, ApiErrorKind.OutOfMemory), (memory.Status, memory.Kind));
        Assert.Equal((500, ApiErrorKind.ServerError), (crash.Status, crash.Kind));
        Assert.Equal((418, "teapot", TimeSpan.FromSeconds(7)), (own.Status, own.ServerMessage, own.RetryAfter));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WrongContentType(bool overPort) => await FailAsync<LlmProtocolException>(Fault.WrongContentType, overPort);

    [Fact]
    public async Task SlowLoad()
    {
        Emulator.On("/api/chat").Fail(Fault.SlowLoad(TimeSpan.FromMinutes(3)));

        var answer = Client.ChatAsync("hello", cancellationToken: Cancellation);
        await Clock.WaitForTimerAsync(TimeSpan.FromMinutes(3));
        Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Contains("hello", (await Guard.Within(answer)).Message!.Content);
    }

    [Fact]
    public async Task A_path_without_a_model_fails_too_and_a_pull_goes_on()
    {
        Emulator.On("/api/tags").Fail(Fault.OutOfMemory);
        Emulator.On("/api/pull").Fail(Fault.Break.AfterLines(5)).AsUsual();

        await Assert.ThrowsAsync<LlmApiException>(() => Client.ListModelsAsync(cancellationToken: Cancellation));
        var pull = Client.PullModelAsync("demo-large", cancellationToken: Cancellation);
        await Guard.Within(pull);

        Assert.Equal(2, Emulator.Requests.Count(request => request.Path == "/api/pull"));
    }

    [Fact]
    public async Task A_fault_before_the_answer_reaches_no_route()
    {
        Emulator.On("/api/delete").Fail(Fault.Busy).AsUsual();

        await Assert.ThrowsAsync<LlmApiException>(() => Client.DeleteModelAsync("demo", new CallOptions { MaxRetries = 0 }, Cancellation));

        await Client.DeleteModelAsync("demo", cancellationToken: Cancellation);
    }

    [Fact]
    public void Only_what_happens_in_a_body_can_wait_for_lines()
    {
        Assert.Contains("Busy", Assert.Throws<InvalidOperationException>(() => Fault.Busy.AfterLines(1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Cut.AfterLines(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(200, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.SlowLoad(TimeSpan.FromSeconds(-1)));
    }

    private async Task<T> FailAsync<T>(Fault fault, bool overPort)
        where T : LlmException
    {
        Emulator.When("hello").Fail(fault);
        await using var server = await ServerAsync(overPort);
        await using var client = ClientOf(server);
        return await Assert.ThrowsAnyAsync<T>(() => client.ChatAsync("hello", cancellationToken: Cancellation));
    }

    private async Task<T> FailStreamAsync<T>(Fault fault, bool overPort)
        where T : LlmException
    {
        Emulator.When("hello").Fail(fault);
        await using var server = await ServerAsync(overPort);
        await using var client = ClientOf(server);
        return await Assert.ThrowsAnyAsync<T>(() => client.ChatStreamAsync("hello", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());
    }

    private async Task<EmulatorListener?> ServerAsync(bool overPort) => overPort ? await Emulator.ListenAsync(cancellationToken: Cancellation) : null;

    private OllamaClient ClientOf(EmulatorListener? server, TimeProvider? clock = null) => new(new OllamaClientOptions
    {
        Endpoint = server?.Endpoint ?? "http://127.0.0.1:11434",
        Handler = server is null ? Emulator : null,
        DefaultModel = "demo",
        Retry = { MaxRetries = 0 },
        TimeProvider = clock ?? TimeProvider.System,
    });
}
