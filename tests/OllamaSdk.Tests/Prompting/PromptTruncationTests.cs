using System.Net;
using System.Text;
using OllamaSdk.Testing;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Prompting.PromptSituations;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.Prompting;

/// <summary>Whether a prompt was cut: what answers say, what is logged, and what the server is asked.</summary>
public sealed class PromptTruncationTests
{
    private readonly CapturingLogs _logs = new();

    public static TheoryData<string> Names => [.. All.Select(situation => situation.Name)];

    [Fact]
    public void There_are_at_least_fifty_situations() => Assert.InRange(All.Select(situation => situation.Name).Distinct().Count(), 50, All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_situation_is_told(string name)
    {
        var situation = All.Single(one => one.Name == name);
        var server = new EmulatorOptions();
        situation.Server(server);
        using var client = Client(new OllamaEmulator(server), situation.Client);

        var told = await situation.Ask(client);

        Assert.NotNull(told);
        Assert.Equal((situation.State, situation.Source), (told.State, told.WindowSource));
        Assert.Equal(situation.Source == PromptWindowSource.Unknown, told.Window is null);
        Assert.InRange(told.CountedTokens, 1, int.MaxValue);
        Assert.InRange(told.EstimatedTokens, 1, int.MaxValue);
    }

    [Fact]
    public async Task Only_the_last_chunk_tells_and_what_is_put_together_tells_too()
    {
        using var client = Client(new OllamaEmulator());
        var all = new ChatAggregator();

        var chunks = await client.ChatStreamAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User(Words(3000))], Options = new() { NumCtx = 2048 } }, cancellationToken: Ct).ToListAsync();
        chunks.ForEach(all.Add);

        Assert.All(chunks.SkipLast(1), chunk => Assert.Null(chunk.PromptTruncation));
        Assert.Equal(PromptTruncationState.Suspected, chunks[^1].PromptTruncation!.State);
        Assert.Same(chunks[^1].PromptTruncation, all.ToResponse().PromptTruncation);
        Assert.Equal(chunks[^1], chunks[^1] with { PromptTruncation = null });
    }

    [Fact]
    public async Task So_does_a_completion_put_together()
    {
        using var client = Client(new OllamaEmulator());
        var all = new GenerateAggregator();

        await foreach (var chunk in client.GenerateStreamAsync(Words(10), cancellationToken: Ct))
        {
            all.Add(chunk);
        }

        Assert.Equal(PromptTruncationState.None, all.ToResponse().PromptTruncation!.State);
    }

    [Fact]
    public void What_was_done_for_the_memory_and_what_is_known_of_the_prompt_stand_side_by_side()
    {
        var recovery = new MemoryRecovery(["a"], null, new LlmProtocolException("x"));
        var truncation = new PromptTruncation { CountedTokens = 3 };
        var answer = new OllamaChatResponse { MemoryRecovery = recovery };

        var both = answer with { PromptTruncation = truncation };
        var one = both with { MemoryRecovery = null };

        Assert.Equal((recovery, null), (answer.MemoryRecovery, answer.PromptTruncation));
        Assert.Equal((recovery, truncation), (both.MemoryRecovery, both.PromptTruncation));
        Assert.Equal((null, truncation), (one.MemoryRecovery, one.PromptTruncation));
        Assert.Null((one with { PromptTruncation = null }).PromptTruncation);
    }

    [Theory]
    [InlineData(PromptGuardMode.Off, null, false)]
    [InlineData(PromptGuardMode.Off, PromptGuardMode.Tell, true)]
    [InlineData(PromptGuardMode.Tell, PromptGuardMode.Off, false)]
    [InlineData(PromptGuardMode.Tell, null, true)]
    public async Task The_mode_is_the_calls_or_the_clients(PromptGuardMode client, PromptGuardMode? call, bool tells)
    {
        using var asked = Client(new OllamaEmulator(), options => options.PromptGuard.Mode = client);

        var answer = await asked.ChatAsync(Words(3000), options: new CallOptions { PromptGuard = call }, cancellationToken: Ct);

        Assert.Equal(tells, answer.PromptTruncation is not null);
    }

    [Fact]
    public async Task Wrong_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Client(new OllamaEmulator(), options => options.PromptGuard.Mode = (PromptGuardMode)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Client(new OllamaEmulator(), options => options.PromptGuard.MaxContextLength = 0));
        using var client = Client(new OllamaEmulator());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.ChatAsync("hi", options: new CallOptions { PromptGuard = (PromptGuardMode)(-1) }, cancellationToken: Ct));
    }

    [Fact]
    public async Task The_first_cut_of_each_model_is_logged_without_a_word_of_the_prompt()
    {
        using var client = Client(new OllamaEmulator());

        for (var i = 0; i < 3; i++)
        {
            await Generate(Words(3000))(client);
        }

        var line = Assert.Single(_logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Contains("The prompt for demo at http://127.0.0.1:9/ may have been cut", line, StringComparison.Ordinal);
        Assert.DoesNotContain("word", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_window_is_asked_for_once_in_five_minutes_and_only_where_it_could_matter()
    {
        var clock = new FakeClock();
        var emulator = new OllamaEmulator();
        using var client = Client(emulator, options => options.TimeProvider = clock);

        await Generate("short", window: null)(client);
        await Generate(Words(2000))(client);
        Assert.Equal(0, Questions(emulator));
        await Generate(Words(2000), window: null)(client);
        await UntilAsync(() => Questions(emulator) == 1);
        clock.Advance(TimeSpan.FromMinutes(4.9));
        await Generate(Words(2000), window: null)(client);
        await Generate(Words(2000), window: null)(client);
        Assert.Equal(1, Questions(emulator));
        clock.Advance(TimeSpan.FromMinutes(0.2));
        await Generate(Words(2000), window: null)(client);
        await UntilAsync(() => Questions(emulator) == 2);
    }

    [Fact]
    public async Task It_is_not_asked_for_where_that_is_switched_off()
    {
        var emulator = new OllamaEmulator();
        using var client = Client(emulator, options => options.PromptGuard.AskWindow = false);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(PromptWindowSource.Unknown, (await Generate(Words(9000), window: null)(client))!.WindowSource);
        }

        Assert.Equal(0, Questions(emulator));
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_the_question_and_a_closed_client_ends_it()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var emulator = new HttpMessageInvoker(new OllamaEmulator());
        var handler = new StubHandler(async (request, token) =>
        {
            if (request.RequestUri!.AbsolutePath != "/api/ps")
            {
                return await emulator.SendAsync(request, token);
            }

            asked.TrySetResult();
            using (token.Register(() => ended.TrySetResult()))
            {
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException();
            }
        });
        var client = handler.Create(options => (options.DefaultModel, options.LoggerFactory) = ("demo", _logs));

        Assert.NotNull(await Guard.Within(Generate(Words(9000), window: null)(client)));
        await Guard.Within(asked.Task);
        client.Dispose();

        await Guard.Within(ended.Task);
        await UntilAsync(() => _logs.Lines.Any(line => line.StartsWith("Debug", StringComparison.Ordinal) && line.Contains("did not say how long", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "404 page not found")]
    [InlineData(HttpStatusCode.OK, """{"models":[]}""")]
    [InlineData(HttpStatusCode.OK, """{"models":[{"name":"demo:latest","context_length":4096},{"name":"demo:latest","context_length":8192}]}""")]
    [InlineData(HttpStatusCode.OK, "nonsense")]
    public async Task A_server_that_does_not_tell_its_window_leaves_it_unknown(HttpStatusCode status, string body)
    {
        var questions = 0;
        var emulator = new HttpMessageInvoker(new OllamaEmulator());
        var handler = new StubHandler((request, token) =>
        {
            if (request.RequestUri!.AbsolutePath != "/api/ps")
            {
                return emulator.SendAsync(request, token);
            }

            Interlocked.Increment(ref questions);
            return Task.FromResult(StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(body)), status, "application/json"));
        });
        using var client = handler.Create(options => options.DefaultModel = "demo");

        await Generate(Words(9000), window: null)(client);
        await UntilAsync(() => Volatile.Read(ref questions) == 1);

        Assert.Equal(PromptWindowSource.Unknown, (await Generate(Words(9000), window: null)(client))!.WindowSource);
    }

    // As servers before 0.33.3 did: what is in the cache is not counted, and nobody says so.
    [Theory]
    [InlineData(1500, 20)]
    [InlineData(1500, 700)]
    public async Task A_count_without_the_cached_part_proves_nothing(int words, int counted)
    {
        var counts = new Queue<int>([words, counted]);
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(
            $$"""{"model":"demo","response":"a","done":true,"done_reason":"stop","prompt_eval_count":{{counts.Dequeue()}}}""")), HttpStatusCode.OK, "application/json")));
        using var client = handler.Create(options => options.DefaultModel = "demo");

        await Generate(Words(words))(client);

        Assert.Equal(PromptTruncationState.None, (await Generate(Words(words))(client))!.State);
    }

    [Fact]
    public async Task A_list_that_grows_while_the_answer_comes_is_read_as_it_was_sent()
    {
        using var client = Client(new OllamaEmulator());
        List<OllamaChatMessage> messages = [OllamaChatMessage.User("hi")];
        PromptTruncation? told = null;

        await foreach (var chunk in client.ChatStreamAsync(new OllamaChatRequest { Messages = messages, Options = new() { NumCtx = 2048 } }, cancellationToken: Ct))
        {
            messages.Add(OllamaChatMessage.Assistant(Words(50_000)));
            told = chunk.PromptTruncation;
        }

        Assert.Equal(PromptTruncationState.None, told!.State);
        Assert.InRange(told.EstimatedTokens, 1, 10);
    }

    private static int Questions(OllamaEmulator emulator) => emulator.Requests.Count(request => request.Path == "/api/ps");

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(1, Ct);
        }
    }

    private OllamaClient Client(OllamaEmulator emulator, Action<OllamaClientOptions>? configure = null) => emulator.Create(options =>
    {
        (options.DefaultModel, options.LoggerFactory) = ("demo", _logs);
        configure?.Invoke(options);
    });
}
