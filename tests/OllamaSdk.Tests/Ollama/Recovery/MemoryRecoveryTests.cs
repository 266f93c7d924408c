using System.Net;
using System.Text;
using System.Text.Json;
using OllamaSdk.TestKit;
using OllamaSdk.Testing;
using OllamaSdk.Tests.Tools;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.Recovery;

/// <summary>A model that does not fit into memory: what is done about it when that was asked for, and who is told.</summary>
public sealed class MemoryRecoveryTests
{
    private readonly OllamaEmulator _emulator = new();
    private readonly CapturingLogs _logs = new();

    [Fact]
    public async Task Unless_asked_for_nothing_is_done()
    {
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory);
        using var client = Client(recover: false);
        await client.LoadModelAsync("demo-embed", cancellationToken: Ct);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: Ct));

        Assert.Equal(ApiErrorKind.OutOfMemory, error.Kind);
        Assert.Null(error.MemoryRecovery);
        Assert.Single(SentTo("/api/chat"));
        Assert.Single((await client.ListRunningModelsAsync(cancellationToken: Ct)).Models!);
    }

    [Fact]
    public async Task First_the_other_models_are_unloaded_and_the_answer_says_so()
    {
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory).AsUsual();
        using var client = Client();
        await client.LoadModelAsync("demo", cancellationToken: Ct);
        await client.LoadModelAsync("demo-embed", cancellationToken: Ct);

        var answer = await client.ChatAsync("hi", cancellationToken: Ct);

        Assert.Equal(["demo-embed:latest"], answer.MemoryRecovery!.UnloadedModels);
        Assert.Null(answer.MemoryRecovery.ContextLength);
        Assert.Contains("out-of-memory", answer.MemoryRecovery.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(["demo:latest"], (await client.ListRunningModelsAsync(cancellationToken: Ct)).Models!.Select(model => model.Name));
        Assert.Contains(_logs.Lines, line => line.Contains("unloaded: demo-embed:latest", StringComparison.Ordinal));
        Assert.Null((await client.ChatAsync("again", cancellationToken: Ct)).MemoryRecovery);
    }

    [Theory]
    [InlineData(3000, 1500)]
    [InlineData(100_000, 50_000)]
    [InlineData(200_000, 65_536)]
    [InlineData(null, 2048)]
    public async Task Then_the_context_is_halved(int? asked, int tried)
    {
        _emulator.On("/api/generate").Fail(Fault.OutOfMemory).Fail(Fault.OutOfMemory).AsUsual();
        using var client = Client();
        var request = new GenerateRequest { Prompt = "hi", Options = new ModelOptions { Temperature = 0.5, NumCtx = asked } };

        var answer = await client.GenerateAsync(request, cancellationToken: Ct);

        Assert.Equal(tried, answer.MemoryRecovery!.ContextLength);
        Assert.Equal(asked, request.Options.NumCtx);
        var last = SentTo("/api/generate")[^1].GetProperty("options");
        Assert.Equal((tried, 0.5), (last.GetProperty("num_ctx").GetInt32(), last.GetProperty("temperature").GetDouble()));
    }

    [Fact]
    public async Task The_models_own_context_is_what_is_halved_where_the_request_names_none()
    {
        using var client = Client();
        await client.CreateModelAsync(new CreateModelRequest { Model = "long", From = "demo", Parameters = new ModelOptions { NumCtx = 3000 } }, cancellationToken: Ct);
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory).Fail(Fault.OutOfMemory).AsUsual();

        Assert.Equal(1500, (await client.ChatAsync("hi", "long", cancellationToken: Ct)).MemoryRecovery!.ContextLength);
    }

    [Fact]
    public async Task When_all_is_in_vain_the_exception_says_what_was_tried()
    {
        _emulator.On("/api/embed").AsUsual().Fail(Fault.OutOfMemory);
        using var client = Client();
        await client.EmbedAsync("load it", "demo-embed", cancellationToken: Ct);
        await client.LoadModelAsync("demo", cancellationToken: Ct);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.EmbedAsync("hi", "demo-embed", cancellationToken: Ct));

        Assert.Equal(4, SentTo("/api/embed").Count);
        Assert.Equal(["demo:latest"], error.MemoryRecovery!.UnloadedModels);
        Assert.Equal(2048, error.MemoryRecovery.ContextLength);
    }

    [Fact]
    public async Task Another_failure_after_a_step_is_thrown_and_tells_of_the_step()
    {
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory).Fail(Fault.Crash);
        using var client = Client();

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: Ct));

        Assert.Equal(ApiErrorKind.ServerError, error.Kind);
        Assert.Equal(ApiErrorKind.OutOfMemory, Assert.IsType<LlmApiException>(error.MemoryRecovery!.Failure).Kind);
        Assert.Equal(2, SentTo("/api/chat").Count);
    }

    [Fact]
    public async Task Steps_that_fail_themselves_do_not_hide_the_answer()
    {
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory).Fail(Fault.OutOfMemory).AsUsual();
        _emulator.On("/api/ps").Fail(Fault.Status(500, "no"));
        _emulator.On("/api/show").Fail(Fault.Status(500, "no"));
        using var client = Client();

        var answer = await client.ChatAsync("hi", cancellationToken: Ct);

        Assert.Empty(answer.MemoryRecovery!.UnloadedModels);
        Assert.Equal(2048, answer.MemoryRecovery.ContextLength);
    }

    [Fact]
    public async Task A_stream_recovers_before_its_first_item()
    {
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory).AsUsual();
        using var client = Client();

        var chunks = await client.ChatStreamAsync("hi", cancellationToken: Ct).ToListAsync();

        Assert.True(chunks.Count > 1);
        Assert.All(chunks, chunk => Assert.NotNull(chunk.MemoryRecovery));
        var all = new ChatAggregator();
        chunks.ForEach(all.Add);
        Assert.NotNull(all.ToResponse().MemoryRecovery);
    }

    [Fact]
    public async Task A_stream_that_has_begun_is_not_begun_again()
    {
        await using ScriptedServer server = new(async c =>
        {
            await c.BeginStreamAsync(Chunk, """{"error":"CUDA error: out of memory"}""");
            await c.EndChunksAsync();
        });
        using var client = server.Create(options => options.OutOfMemoryRecovery = true);
        var items = 0;

        var error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (var item in client.Stream())
            {
                items++;
            }
        });

        Assert.Equal((1, 1), (items, server.Requests.Count));
        Assert.Equal(ApiErrorKind.OutOfMemory, error.ServerError!.Kind);
    }

    [Fact]
    public async Task The_client_of_all_servers_recovers_before_it_moves_on()
    {
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory).AsUsual();
        using var client = new LlmClient(new LlmClientOptions
        {
            Handler = _emulator,
            OutOfMemoryRecovery = true,
            Targets = { new LlmTarget(LlmProviders.Ollama, "demo", "http://127.0.0.1:1"), new LlmTarget(LlmProviders.Ollama, "demo", "http://127.0.0.1:2") },
        });

        var answer = await client.ChatAsync("hi", Ct);

        Assert.False(answer.UsedFallback);
        Assert.NotNull(answer.MemoryRecovery);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1000, false)]
    public async Task Only_models_that_are_gone_count_as_unloaded(int timesListed, bool isGone)
    {
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory).AsUsual();
        var clock = new FakeClock();
        using var client = new Before(_emulator)
        {
            Instead = path => path == "/api/ps" && timesListed-- > 0 ? """{"models":[{"name":"demo-embed:latest","model":"demo-embed:latest"}]}""" : null,
        }.Create(options => (options.DefaultModel, options.OutOfMemoryRecovery, options.TimeProvider) = ("demo", true, clock));

        var call = client.ChatAsync("hi", cancellationToken: Ct);
        await clock.WaitForTimerAsync(TimeSpan.FromMilliseconds(100));
        Assert.Single(SentTo("/api/chat"));
        clock.Advance(TimeSpan.FromMilliseconds(100));
        if (!isGone)
        {
            await clock.WaitForTimerAsync(TimeSpan.FromMilliseconds(100));
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(isGone ? ["demo-embed:latest"] : [], (await Guard.Within(call)).MemoryRecovery!.UnloadedModels);
    }

    [Fact]
    public async Task The_total_timer_holds_for_all_steps_together()
    {
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory).Fail(Fault.OutOfMemory).AsUsual();
        var (clock, sent) = (new FakeClock(), 0);
        using var client = new Before(_emulator)
        {
            Instead = path =>
            {
                if (path == "/api/chat")
                {
                    sent++;
                    clock.Advance(TimeSpan.FromSeconds(25));
                }

                return null;
            },
        }.Create(options => (options.DefaultModel, options.OutOfMemoryRecovery, options.TimeProvider) = ("demo", true, clock));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => client.ChatAsync("hi", options: new CallOptions { TotalTimeout = TimeSpan.FromSeconds(40) }, cancellationToken: Ct));

        Assert.Equal((LlmTimer.Total, TimeSpan.FromSeconds(40), 2), (error.Timer, error.Limit, sent));
        Assert.NotNull(error.MemoryRecovery);
    }

    [Fact]
    public async Task Bulk_results_say_so_too()
    {
        _emulator.On("/api/embed").Fail(Fault.OutOfMemory).AsUsual();
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory).AsUsual();
        using var client = Client();
        using var all = new LlmClient(new LlmClientOptions { Handler = _emulator, OutOfMemoryRecovery = true, Targets = { new LlmTarget(LlmProviders.Ollama, "demo", "http://127.0.0.1:1") } });

        var vectors = await client.EmbedManyAsync(Texts(), "demo-embed", new BulkOptions { MaxBatchCount = 2, MaxConcurrency = 1 }, cancellationToken: Ct).ToListAsync();
        var answers = await all.ChatManyAsync(Texts(), new BulkOptions { MaxConcurrency = 1 }, Ct).ToListAsync();

        Assert.Equal([true, true, false], vectors.Select(result => result.MemoryRecovery is not null));
        Assert.Equal([true, false, false], answers.Select(result => result.MemoryRecovery is not null));

        static async IAsyncEnumerable<string> Texts()
        {
            await Task.Yield();
            yield return "a";
            yield return "b";
            yield return "c";
        }
    }

    [Fact]
    public async Task Loading_says_what_it_took()
    {
        using var client = Client();
        Assert.Null(await client.LoadModelAsync("demo-embed", cancellationToken: Ct));
        _emulator.On("/api/generate").Fail(Fault.OutOfMemory).AsUsual();

        var done = await client.LoadModelAsync("demo", cancellationToken: Ct);

        Assert.Equal(["demo-embed:latest"], done!.UnloadedModels);
    }

    [Fact]
    public async Task A_stream_that_may_recover_is_read_once_like_any_other()
    {
        using var client = Client();
        var stream = client.ChatStreamAsync("hi", cancellationToken: Ct);
        await stream.ToListAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ToListAsync());
        Assert.Single(SentTo("/api/chat"));
    }

    [Fact]
    public async Task A_result_that_could_not_say_so_is_not_recovered()
    {
        _emulator.On("/api/chat").Fail(Fault.OutOfMemory);
        _emulator.On("/api/generate").Fail(Fault.OutOfMemory);
        using var client = Client();
        using var all = new LlmClient(new LlmClientOptions { Handler = _emulator, OutOfMemoryRecovery = true, Targets = { new LlmTarget(LlmProviders.Ollama, "demo", "http://127.0.0.1:1") } });
        Func<Task>[] calls =
        [
            () => client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")] }, TypedContext.Default.String, "{}", cancellationToken: Ct),
            () => all.ChatAsync(new LlmRequest("hi"), TypedContext.Default.String, "{}", Ct),
            () => all.PrewarmAsync(cancellationToken: Ct),
        ];

        foreach (var call in calls)
        {
            Assert.Null((await Assert.ThrowsAsync<LlmApiException>(call)).MemoryRecovery);
        }

        Assert.Equal((2, 1), (SentTo("/api/chat").Count, SentTo("/api/generate").Count));
    }

    private OllamaClient Client(bool recover = true) => _emulator.Create(options =>
        (options.DefaultModel, options.OutOfMemoryRecovery, options.LoggerFactory) = ("demo", recover, _logs));

    private List<JsonElement> SentTo(string path) => [.. _emulator.Requests.Where(request => request.Path == path).Select(request => request.Json)];

    /// <summary>Has its turn before each request, and may answer in the server's place.</summary>
    private sealed class Before(HttpMessageHandler server) : DelegatingHandler(server)
    {
        public required Func<string, string?> Instead { get; init; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = Instead(request.RequestUri!.AbsolutePath);
            cancellationToken.ThrowIfCancellationRequested();
            return answer is null
                ? base.SendAsync(request, cancellationToken)
                : Task.FromResult(StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(answer)), HttpStatusCode.OK, "application/json"));
        }
    }
}
