using System.Diagnostics;
using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.ProcessWide.Telemetry;

/// <summary>What a dashboard reads of the spans, by the conventions' names.</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class SpanTests
{
    private static readonly ActivitySource s_tests = new("Tests");

    private static CancellationToken Ct => TestClient.Ct;

    [Theory]
    [InlineData("chat", false, "chat", "ollama")]
    [InlineData("chat", true, "chat", "ollama")]
    [InlineData("generate", false, "text_completion", "ollama")]
    [InlineData("generate", true, "text_completion", "ollama")]
    [InlineData("v1 chat", false, "chat", "openai")]
    [InlineData("v1 chat", true, "chat", "openai")]
    [InlineData("v1 completion", false, "text_completion", "openai")]
    [InlineData("v1 completion", true, "text_completion", "openai")]
    [InlineData("v1 response", false, "chat", "openai")]
    [InlineData("v1 response", true, "chat", "openai")]
    [InlineData("llm", false, "chat", "ollama")]
    [InlineData("llm", true, "chat", "ollama")]
    public async Task A_call_is_one_span(string kind, bool streamed, string operation, string provider)
    {
        using var emulator = new OllamaEmulator();
        emulator.When("sky").Answer("It scatters.");
        await using var server = await emulator.ListenAsync(cancellationToken: Ct);
        using var watcher = new Watcher();

        await Calls.RunAsync(kind, streamed, new Uri(server.Endpoint), Ct);

        var span = Assert.Single(watcher.Spans);
        Assert.Equal(($"{operation} demo", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(operation, span.GetTagItem("gen_ai.operation.name"));
        Assert.Equal(provider, span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("demo", span.GetTagItem("gen_ai.request.model"));
        Assert.StartsWith("demo", (string?)span.GetTagItem("gen_ai.response.model"));
        Assert.Equal(("127.0.0.1", new Uri(server.Endpoint).Port), (span.GetTagItem("server.address"), span.GetTagItem("server.port")));
        Assert.Equal(kind == "v1 response" ? ["completed"] : ["stop"], (string[])span.GetTagItem("gen_ai.response.finish_reasons")!);
        Assert.True((long)span.GetTagItem("gen_ai.usage.input_tokens")! > 0);
        Assert.True((long)span.GetTagItem("gen_ai.usage.output_tokens")! > 0);
        Assert.Equal(streamed ? true : null, span.GetTagItem("gen_ai.request.stream"));
        Assert.Equal(streamed, span.GetTagItem("gen_ai.response.time_to_first_chunk") is double);
        Assert.Equal(provider == "openai", span.GetTagItem("gen_ai.response.id") is string);
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value is string text && (text.Contains("sky") || text.Contains("scatters")));
    }

    [Theory]
    [InlineData("embed", "ollama")]
    [InlineData("v1 embed", "openai")]
    [InlineData("llm embed", "ollama")]
    public async Task Embeddings_are_spans_too(string kind, string provider)
    {
        using var emulator = new OllamaEmulator();
        await using var server = await emulator.ListenAsync(cancellationToken: Ct);
        using var watcher = new Watcher();

        await Calls.RunAsync(kind, false, new Uri(server.Endpoint), Ct);

        var span = Assert.Single(watcher.Spans);
        Assert.Equal(("embeddings demo-embed", provider), (span.DisplayName, span.GetTagItem("gen_ai.provider.name")));
        Assert.True((int)span.GetTagItem("gen_ai.embeddings.dimension.count")! > 0);
        Assert.True((long)span.GetTagItem("gen_ai.usage.input_tokens")! > 0);
        Assert.Null(span.GetTagItem("gen_ai.usage.output_tokens"));
    }

    [Fact]
    public async Task What_a_request_asks_for_is_told()
    {
        using var emulator = new OllamaEmulator();
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator });
        using var watcher = new Watcher();

        await client.ChatAsync(
            new OllamaChatRequest
            {
                Model = "demo",
                Messages = [OllamaChatMessage.User("hi")],
                Format = ResponseFormat.Json,
                Options = new() { Temperature = 0.5, TopP = 0.9, TopK = 40, Seed = 7, NumPredict = 64, Stop = ["END"], FrequencyPenalty = 0.1, PresencePenalty = 0.2 },
            },
            cancellationToken: Ct);

        var span = Assert.Single(watcher.Spans);
        Assert.Equal(
            (0.5, 0.9, 40, 7L, 64, 0.1, 0.2, "json"),
            ((double?)span.GetTagItem("gen_ai.request.temperature"), (double?)span.GetTagItem("gen_ai.request.top_p"), (int?)span.GetTagItem("gen_ai.request.top_k"),
                (long?)span.GetTagItem("gen_ai.request.seed"), (int?)span.GetTagItem("gen_ai.request.max_tokens"), (double?)span.GetTagItem("gen_ai.request.frequency_penalty"),
                (double?)span.GetTagItem("gen_ai.request.presence_penalty"), (string?)span.GetTagItem("gen_ai.output.type")));
        Assert.Equal(["END"], (string[])span.GetTagItem("gen_ai.request.stop_sequences")!);
    }

    [Fact]
    public async Task A_refusal_is_an_error_of_its_kind_and_a_retry_is_an_event()
    {
        var tries = 0;
        await using var server = new ScriptedServer(c => ++tries == 1 ? c.RespondJsonAsync("""{"error":"busy"}""", 503) : c.RespondJsonAsync("""{"error":"model 'm' not found"}""", 404));
        await using var client = new OllamaClient(new OllamaClientOptions { Endpoint = server.Url.ToString(), Retry = { BaseDelay = TimeSpan.FromMilliseconds(1) } });
        using var watcher = new Watcher();

        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.ChatAsync("hi", "m", cancellationToken: Ct));

        var span = Assert.Single(watcher.Spans);
        Assert.Equal((ActivityStatusCode.Error, "model_not_found"), (span.Status, span.GetTagItem("error.type")));
        var retry = Assert.Single(span.Events);
        Assert.Equal("ollamasdk.retry", retry.Name);
        Assert.Equal("server_error", retry.Tags.Single(tag => tag.Key == "error.type").Value);
        Assert.Equal("model_not_found", Assert.Single(watcher.Of("gen_ai.client.operation.duration")).Tags["error.type"]);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_an_error_and_one_that_is_left_is_none()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(TestClient.Chunk, TestClient.Chunk, """{"error":"boom"}"""));
        await using var client = server.Create();
        using var watcher = new Watcher();

        await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());
        await foreach (var _ in client.Stream())
        {
            break;
        }

        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], watcher.Spans.Select(span => span.Status));
        Assert.NotNull(watcher.Spans[0].GetTagItem("error.type"));
    }

    [Fact]
    public async Task Cancelling_is_told()
    {
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());
        await using var client = server.Create();
        using var watcher = new Watcher();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var call = client.ChatAsync("hi", "m", cancellationToken: cancel.Token);
        await server.WaitForRequestAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("System.OperationCanceledException", Assert.Single(watcher.Spans).GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_fallback_is_a_span_per_server_and_the_second_says_whom_it_follows()
    {
        await using ScriptedServer live = new(c => c.RespondAsync());
        var dead = LlmServers.Dead("first");
        using var client = LlmServers.ClientOf(dead, live.Native("second"));
        using var watcher = new Watcher();

        await client.ChatAsync("hi", Ct);

        Assert.Equal(["chat first", "chat second"], watcher.Spans.Select(span => span.DisplayName));
        Assert.Equal("OllamaSdk.LlmConnectionException", watcher.Spans[0].GetTagItem("error.type"));
        var fallback = Assert.Single(watcher.Spans[1].Events);
        Assert.Equal("ollamasdk.fallback", fallback.Name);
        Assert.Equal(
            ["error.type=OllamaSdk.LlmConnectionException", "ollamasdk.fallback.from.model=first", $"ollamasdk.fallback.from={new Uri(dead.Endpoint!).Authority}"],
            fallback.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        Assert.Empty(watcher.Spans[0].Events);
    }

    [Fact]
    public async Task A_loop_is_a_span_around_its_turns_and_tools()
    {
        using var emulator = new OllamaEmulator();
        emulator.When("Paris").CallTool("weather", """{"city":"Paris"}""").Answer("Rain.");
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
        using var watcher = new Watcher();

        await client.RunWithToolsAsync("How is Paris?", [Calls.Weather], cancellationToken: Ct);

        Assert.Equal(["chat demo", "execute_tool weather", "chat demo", "invoke_agent"], watcher.Spans.Select(span => span.DisplayName));
        var loop = watcher.Spans[^1];
        Assert.All(watcher.Spans.SkipLast(1), span => Assert.Equal(loop.SpanId, span.ParentSpanId));
        var tool = watcher.Spans[1];
        Assert.Equal(("weather", "function", "The weather of a city."), (tool.GetTagItem("gen_ai.tool.name"), tool.GetTagItem("gen_ai.tool.type"), tool.GetTagItem("gen_ai.tool.description")));
        Assert.Null(tool.GetTagItem("gen_ai.tool.call.arguments"));
        Assert.Equal("demo", loop.GetTagItem("gen_ai.request.model"));
    }

    [Fact]
    public async Task A_span_around_it_that_tells_the_same_is_not_told_again()
    {
        using var emulator = new OllamaEmulator();
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator });
        using var watcher = new Watcher();

        using (var middleware = s_tests.StartActivity("chat demo", ActivityKind.Client))
        {
            middleware!.SetTag("gen_ai.operation.name", "chat");
            await client.ChatAsync("hi", "demo", cancellationToken: Ct);
            await client.EmbedAsync("hi", "demo-embed", cancellationToken: Ct);
        }

        Assert.Equal(["embeddings demo-embed"], watcher.Spans.Select(span => span.DisplayName));
        Assert.DoesNotContain(watcher.Of("gen_ai.client.operation.duration"), one => one.Tags["gen_ai.operation.name"] is "chat");
    }

    [Fact]
    public async Task Content_is_told_when_it_is_asked_for()
    {
        using var emulator = new OllamaEmulator();
        emulator.When("sky").Answer("It scatters.", thinking: "Hm.");
        await using var server = await emulator.ListenAsync(cancellationToken: Ct);
        using var watcher = new Watcher();
        LlmTelemetry.CaptureContent = true;
        try
        {
            foreach (var kind in new[] { "chat", "generate", "v1 chat", "v1 response" })
            {
                await Calls.RunAsync(kind, false, new Uri(server.Endpoint), Ct);
                await Calls.RunAsync(kind, true, new Uri(server.Endpoint), Ct);
            }
        }
        finally
        {
            LlmTelemetry.CaptureContent = false;
        }

        Assert.Equal(8, watcher.Spans.Count);
        foreach (var span in watcher.Spans)
        {
            var asked = JsonDocument.Parse((string)span.GetTagItem("gen_ai.input.messages")!).RootElement;
            Assert.Equal("Why is the sky blue?", asked[0].GetProperty("parts")[0].GetProperty("content").GetString());
            var answered = JsonDocument.Parse((string)span.GetTagItem("gen_ai.output.messages")!).RootElement;
            Assert.Equal("assistant", answered[0].GetProperty("role").GetString());
            Assert.Contains(answered[0].GetProperty("parts").EnumerateArray(), part => part.GetProperty("content").GetString() == "It scatters.");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Content_is_told_where_the_text_is_taken_without_items(bool copied)
    {
        const string Answer = "It scatters, and scatters, and scatters, and scatters again.";
        using var emulator = new OllamaEmulator();
        emulator.When("sky").Answer(Answer);
        var options = new LlmClientOptions { ReadVariable = static _ => null, Handler = emulator };
        options.Targets.Add(new LlmTarget(LlmProviders.Ollama, "demo", "http://127.0.0.1:9"));
        await using var client = new LlmClient(options);
        using var watcher = new Watcher();
        LlmTelemetry.CaptureContent = true;
        try
        {
            var stream = client.ChatStreamAsync("Why is the sky blue?", Ct);
            await (copied ? stream.CopyTextToAsync(Stream.Null, Ct) : stream.ToListAsync());
        }
        finally
        {
            LlmTelemetry.CaptureContent = false;
        }

        var answered = JsonDocument.Parse((string)Assert.Single(watcher.Spans).GetTagItem("gen_ai.output.messages")!).RootElement;
        Assert.Equal(Answer, answered[0].GetProperty("parts")[0].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Content_never_has_the_key(bool streamed)
    {
        using var emulator = new OllamaEmulator();
        emulator.When("canary").Answer("You said key-canary-1234567890.");
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, ApiKey = "key-canary-1234567890", DefaultModel = "demo" });
        using var watcher = new Watcher();
        LlmTelemetry.CaptureContent = true;
        try
        {
            _ = streamed ? await client.ChatStreamAsync("I say key-canary-1234567890.", cancellationToken: Ct).ToResponseAsync(Ct) : await client.ChatAsync("I say key-canary-1234567890.", cancellationToken: Ct);
        }
        finally
        {
            LlmTelemetry.CaptureContent = false;
        }

        var span = Assert.Single(watcher.Spans);
        Assert.Contains("I say ", (string)span.GetTagItem("gen_ai.input.messages")!, StringComparison.Ordinal);
        Assert.Contains("You said ", (string)span.GetTagItem("gen_ai.output.messages")!, StringComparison.Ordinal);
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value is string text && text.Contains("canary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("v1 chat")]
    [InlineData("loop")]
    public async Task The_span_of_whoever_reads_a_stream_stays_theirs(string kind)
    {
        using var emulator = new OllamaEmulator();
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, DefaultModel = "demo" });
        await using var v1 = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = emulator, DefaultModel = "demo" });
        using var watcher = new Watcher();
        using var mine = s_tests.StartActivity("request");
        IAsyncEnumerable<object> stream = kind switch
        {
            "chat" => client.ChatStreamAsync("hi", cancellationToken: Ct),
            "v1 chat" => v1.ChatStreamAsync("hi", cancellationToken: Ct),
            _ => client.RunWithToolsStreamAsync("hi", [Calls.Weather], cancellationToken: Ct),
        };

        await foreach (var _ in stream)
        {
            Assert.Same(mine, Activity.Current);
        }

        Assert.Same(mine, Activity.Current);
        Assert.Equal(mine!.SpanId, watcher.Spans[^1].ParentSpanId);
    }

    [Fact]
    public async Task Nothing_is_recorded_where_nobody_listens()
    {
        using var emulator = new OllamaEmulator();
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator });
        Activity? seen = null;
        var options = new CallOptions { OnResponse = _ => seen = Activity.Current };

        await client.ChatAsync("hi", "demo", options, Ct);

        Assert.Null(seen);
    }
}
