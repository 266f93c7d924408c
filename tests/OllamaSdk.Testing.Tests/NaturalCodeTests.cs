// xUnit1051 wants a token in every line; most of the lines that people type have none.
#pragma warning disable xUnit1051
using System.Text.Json.Serialization;
using OllamaSdk;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace Newcomer;

/// <summary>Lines as one types them in the first hour. That they compile is half of the test; the other half is that they do what they say.</summary>
public sealed class NaturalCodeTests : IDisposable
{
    private readonly OllamaEmulator emulator = new();
    private readonly OllamaClient client;
    private readonly OpenAICompatibleClient v1;
    private readonly LlmClient llm;
    private readonly CancellationToken token = TestContext.Current.CancellationToken;

    public NaturalCodeTests()
    {
        client = new OllamaClient(new() { Handler = emulator, Endpoint = "localhost", DefaultModel = "demo" });
        v1 = new OpenAICompatibleClient(new() { Handler = emulator, DefaultModel = "demo" });
        llm = new LlmClient(new() { Handler = emulator, ReadVariable = _ => null, Targets = { new LlmTarget("ollama", "demo") } });
    }

    private string Sent => emulator.Requests[^1].Body;

    public void Dispose()
    {
        client.Dispose();
        v1.Dispose();
        llm.Dispose();
        emulator.Dispose();
    }

    [Fact]
    public async Task A_request_by_new()
    {
        await client.ChatAsync(new() { Messages = [OllamaChatMessage.User("hi")] });
        Says("\"content\":\"hi\"");
        await client.ChatAsync(new() { Messages = [OllamaChatMessage.User("hi")] }, token);
        await client.ChatStreamAsync(new() { Messages = [OllamaChatMessage.User("hi")] }).ToListAsync();
        await client.ChatStreamAsync(new() { Messages = [OllamaChatMessage.User("hi")] }, token).ToListAsync();
        await client.GenerateAsync(new() { Prompt = "hi" });
        await client.GenerateAsync(new() { Prompt = "hi" }, token);
        await client.GenerateStreamAsync(new() { Prompt = "hi" }).ToListAsync();
        await client.EmbedAsync(new() { Model = "demo-embed", Input = "hi" });
        await client.EmbedAsync(new() { Model = "demo-embed", Input = ["hi", "there"] }, token);
        await client.ChatAsync<Answer>(new() { Messages = [OllamaChatMessage.User("hi")] }, token);
        await client.ShowModelAsync(new() { Model = "demo" });
        await client.PullModelAsync(new() { Model = "demo" });
        await client.RunWithToolsAsync(new() { Messages = [OllamaChatMessage.User("weather?")] }, Weather.LlmTools);

        await v1.ChatAsync(new() { Messages = [ChatCompletionMessage.User("hi")] });
        Says("\"content\":\"hi\"");
        await v1.ChatAsync(new() { Messages = [ChatCompletionMessage.User("hi")] }, token);
        await v1.ChatStreamAsync(new() { Messages = [ChatCompletionMessage.User("hi")] }).ToListAsync();
        await v1.EmbedAsync(new() { Model = "demo-embed", Input = ["hi", "there"] });
        await v1.CompleteAsync(new() { Prompt = "hi", Stop = ["."] });

        await llm.ChatAsync(new() { Messages = [LlmMessage.User("hi")] });
        Says("\"content\":\"hi\"");
        await llm.ChatAsync(new() { Prompt = "hi" }, token);
        await llm.ChatStreamAsync(new() { Prompt = "hi" }).ToListAsync();
        await llm.ChatAsync<Answer>(new() { Prompt = "hi" });
    }

    [Fact]
    public async Task A_token_right_behind_what_is_asked()
    {
        await client.ChatAsync("hi", token);
        await client.ChatStreamAsync("hi", token).ToListAsync();
        await client.GenerateAsync("hi", token);
        await client.GenerateStreamAsync("hi", token).ToListAsync();
        await client.ChatAsync<Answer>("hi", token);
        await client.ChatStreamAsync<Answer>("hi", token).ToListAsync();
        await client.GenerateAsync<Answer>("hi", token);
        await client.GenerateStreamAsync<Answer>("hi", token).ToListAsync();
        await v1.ChatAsync("hi", token);
        await v1.ChatStreamAsync("hi", token).ToListAsync();
        await v1.ChatAsync<Answer>("hi", token);
        await v1.ChatStreamAsync<Answer>("hi", token).ToListAsync();
        await llm.ChatAsync("hi", token);
        await llm.ChatStreamAsync("hi", token).ToListAsync();
        await llm.ChatAsync<Answer>("hi", token);
        await llm.ChatStreamAsync<Answer>("hi", token).ToListAsync();
        await client.RunWithToolsAsync("hi", Weather.LlmTools, token);
        await client.RunWithToolsStreamAsync("hi", Weather.LlmTools, token).ToListAsync();
        await client.RunWithToolsAsync(new() { Messages = [OllamaChatMessage.User("hi")] }, Weather.LlmTools, token);
        await v1.RunWithToolsAsync("hi", Weather.LlmTools, token);
        await llm.RunWithToolsAsync("hi", Weather.LlmTools, token);
        await llm.RunWithToolsStreamAsync(new("hi"), Weather.LlmTools, token).ToListAsync();
        await client.RunWithToolsAsync("hi", Weather.LlmTools, default);
        await Assert.ThrowsAsync<OperationCanceledException>(() => client.ChatAsync("hi", new CancellationToken(true)));

        // The model may stand there as before, and default and null mean it.
        await client.ChatAsync("hi", "demo");
        await client.ChatAsync("hi", null);
        await client.ChatAsync("hi", default);
        await v1.ChatAsync("hi", default);
        await llm.ChatAsync("hi", "demo");
        await llm.ChatAsync("hi", options: new() { RequestId = "r1" });
        Assert.Equal("r1", emulator.Requests[^1].Headers["X-Request-Id"]);
        await llm.ChatAsync("hi", default);
    }

    [Fact]
    public async Task Several_texts_in_any_form()
    {
        string[] array = ["a", "b"];
        List<string> list = ["a", "b"];
        IReadOnlyList<string> readOnly = array;
        IEnumerable<string> query = array.Where(text => text.Length > 0);
        EmbedInput input = ["a", "b"];
        PromptInput prompt = ["a", "b"];

        foreach (var call in new Func<Task<EmbedResponse>>[]
        {
            () => client.EmbedAsync(["a", "b"], "demo-embed"), () => client.EmbedAsync(array, "demo-embed"), () => client.EmbedAsync(list, "demo-embed"),
            () => client.EmbedAsync(readOnly, "demo-embed"), () => client.EmbedAsync(query, "demo-embed"), () => client.EmbedAsync(input, "demo-embed"),
            () => client.EmbedAsync(new() { Model = "demo-embed", Input = array }), () => client.EmbedAsync(new() { Model = "demo-embed", Input = list }),
        })
        {
            Assert.Equal(2, (await call()).Embeddings!.Count);
            Says("\"input\":[\"a\",\"b\"]");
        }

        foreach (var call in new Func<Task<EmbeddingList>>[]
        {
            () => v1.EmbedAsync(["a", "b"], "demo-embed"), () => v1.EmbedAsync(array, "demo-embed"), () => v1.EmbedAsync(list, "demo-embed"),
            () => v1.EmbedAsync(readOnly, "demo-embed"), () => v1.EmbedAsync(query, "demo-embed"), () => v1.EmbedAsync(prompt, "demo-embed"),
        })
        {
            Assert.Equal(2, (await call()).Data!.Count);
            Says("\"input\":[\"a\",\"b\"]");
        }

        foreach (var call in new Func<Task<LlmEmbeddings>>[]
        {
            () => llm.EmbedAsync(["a", "b"], "demo-embed"), () => llm.EmbedAsync(array, "demo-embed"), () => llm.EmbedAsync(list, "demo-embed"),
            () => llm.EmbedAsync(readOnly, "demo-embed"), () => llm.EmbedAsync(query, "demo-embed"),
        })
        {
            Assert.Equal(2, (await call()).Vectors.Count);
        }

        await client.EmbedAsync("a", "demo-embed");
        Says("\"input\":\"a\"");
        await v1.EmbedAsync("a", "demo-embed");
        await llm.EmbedAsync("a", "demo-embed");
        var embedder = new OllamaClient(new() { Handler = emulator, DefaultModel = "demo-embed" });
        await embedder.EmbedAsync("a", token);
        await embedder.EmbedAsync(["a", "b"], token);

        Assert.Equal(2, await client.EmbedManyAsync(list, "demo-embed").CountAsync());
        Assert.Equal(2, await client.EmbedManyAsync(["a", "b"], new() { Model = "demo-embed" }).CountAsync());
        Assert.Equal(2, await v1.EmbedManyAsync(query, "demo-embed").CountAsync());
        Assert.Equal(2, await llm.EmbedManyAsync(array, "demo-embed").CountAsync());
        Assert.Equal(2, await client.GenerateManyAsync(["a", "b"]).CountAsync());
        Assert.Equal(2, await llm.ChatManyAsync(list).CountAsync());
    }

    [Fact]
    public async Task Settings_as_text()
    {
        await client.ChatAsync(new() { Messages = [OllamaChatMessage.User("hi")], KeepAlive = "5m", Think = "high", Format = "json" });
        Says("\"keep_alive\":300", "\"think\":\"high\"", "\"format\":\"json\"");
        await client.ChatAsync(new() { Messages = [OllamaChatMessage.User("hi")], Options = new() { Temperature = 0.7 } });
        Says("\"temperature\":0.7");
        await client.GenerateAsync(new() { Prompt = "hi", KeepAlive = "-1", Think = "false", Format = """{"type":"object","properties":{"a":{"type":"string"}}}""" });
        Says("\"keep_alive\":-1", "\"think\":false", "\"format\":{\"type\":\"object\"");
        await v1.ChatAsync(new() { Messages = [ChatCompletionMessage.User("hi")], ResponseFormat = "json", Stop = "END", ReasoningEffort = "low" });
        Says("\"response_format\":{\"type\":\"json_object\"}", "\"stop\":\"END\"", "\"reasoning_effort\":\"low\"");
        await llm.ChatAsync(new("hi") { Format = "json", Think = "low", Temperature = 0.7 });
        Says("\"format\":\"json\"", "\"think\":\"low\"", "\"temperature\":0.7");
    }

    [Fact]
    public void Settings_that_are_not_set()
    {
        string? unset = null;
        var isSet = unset is not null;

        var request = new OllamaChatRequest { KeepAlive = unset, Think = isSet ? "high" : null, Format = unset };
        Assert.Equal((null, null, null), (request.KeepAlive, request.Think, request.Format));
        KeepAlive? time = isSet ? KeepAlive.Forever : null;
        Think? think = isSet ? Think.Level("x") : null;
        Assert.True(time == null && think is null && KeepAlive.Forever == "-1" && Think.High == "high" && Think.On != "high");
        Assert.Null(new ChatCompletionRequest { ResponseFormat = unset, ToolChoice = unset }.ResponseFormat);
    }

    [Fact]
    public void Settings_that_are_wrong_are_said_at_once_and_with_the_right_forms()
    {
        Assert.Contains("\"5m\"", Assert.Throws<ArgumentException>(() => new OllamaChatRequest { KeepAlive = "five minutes" }).Message);
        Assert.Contains("\"high\"", Assert.Throws<ArgumentException>(() => new OllamaChatRequest { Think = "very hard" }).Message);
        Assert.Contains("\"json\"", Assert.Throws<ArgumentException>(() => new OllamaChatRequest { Format = "yaml" }).Message);
        Assert.Contains("\"json\"", Assert.Throws<ArgumentException>(() => new ChatCompletionRequest { ResponseFormat = "yaml" }).Message);
        Assert.Contains("ToolChoice.Function(\"weather\")", Assert.Throws<ArgumentException>(() => new ChatCompletionRequest { ToolChoice = "weather" }).Message);
        Assert.Contains("lmstudio", Assert.Throws<ArgumentException>(() => new LlmTarget("lmstudios", "m")).Message);
        Assert.Contains("absolute", Assert.Throws<ArgumentException>(() => new OllamaClient(new Uri("/api", UriKind.Relative))).Message);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("300", "300")]
    [InlineData("1h30m", "5400")]
    [InlineData("1.5s", "1.5")]
    [InlineData("250ms", "0.25")]
    [InlineData("-5m", "-1")]
    public void A_time_in_each_form(string text, string seconds) => Assert.Equal(seconds, KeepAlive.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-")]
    [InlineData("5 m")]
    [InlineData("5x")]
    [InlineData("1e5")]
    [InlineData("1.2.3s")]
    [InlineData("5m3")]
    [InlineData("NaN")]
    public void No_time(string text) => Assert.Throws<ArgumentException>(() => KeepAlive.Parse(text));

    [Fact]
    public async Task Clients_of_an_address()
    {
        await using var listener = await emulator.ListenAsync();
        var uri = new Uri(listener.Endpoint);

        using var native = new OllamaClient(uri);
        await using var compatible = new OpenAICompatibleClient(uri);
        using var many = new LlmClient(new LlmTarget("ollama", "demo", listener.Endpoint), new LlmTarget(LlmProviders.OllamaV1, "demo"));

        await native.ChatAsync("hi", "demo");
        await compatible.ChatAsync("hi", "demo");
        await many.ChatAsync("hi");
        Assert.Equal(uri, native.Endpoint);
    }

    [Fact]
    public async Task Tools()
    {
        var set = new ToolSet(Weather.LlmTools);
        var now = LlmTool.Create("now", "Tells the time.", () => "noon");

        Assert.Contains("mild", (await client.RunWithToolsAsync("What is the weather?", Weather.LlmTools)).Text);
        Assert.Contains("mild", (await client.RunWithToolsAsync("What is the weather?", set, cancellationToken: token)).Text);
        Assert.Contains("mild", (await v1.RunWithToolsAsync("What is the weather?", Weather.LlmTools)).Text);
        Assert.Contains("mild", (await llm.RunWithToolsAsync("What is the weather?", Weather.LlmTools)).Text);
        Assert.Single((await client.ChatAsync(new() { Messages = [OllamaChatMessage.User("weather?")], Tools = set })).Message!.ToolCalls!);
        Assert.Single((await v1.ChatAsync(new() { Messages = [ChatCompletionMessage.User("weather?")], Tools = set })).Choices![0].Message!.ToolCalls!);
        Assert.Single((await llm.ChatAsync(new("weather?") { Tools = set })).ToolCalls);
        await client.ChatAsync(new() { Messages = [OllamaChatMessage.User("weather?")], Tools = [now.ToDefinition()] });
        Assert.Contains("noon", (await client.RunWithToolsAsync("What is it now?", [now])).Text);
        Assert.Contains("mild", (await llm.RunWithToolsAsync(new LlmRequest("What is the weather?"), set)).Text);
        Assert.IsAssignableFrom<ToolLoopFinishedEvent>((await client.RunWithToolsStreamAsync("weather?", Weather.LlmTools).ToListAsync())[^1]);
        Assert.IsAssignableFrom<ToolLoopFinishedEvent>((await v1.RunWithToolsStreamAsync("weather?", Weather.LlmTools).ToListAsync())[^1]);
        Assert.IsAssignableFrom<ToolLoopFinishedEvent>((await llm.RunWithToolsStreamAsync("weather?", set).ToListAsync())[^1]);
    }

    [Fact]
    public async Task Tools_of_a_lambda()
    {
        var context = new ToolCallContext { ToolName = "t", CallId = "1" };
        var place = LlmTool.Create("place", "Describes a place.", (Place where) => $"{where.City} is nice.");
        var slow = LlmTool.Create("slow", "Describes a place.", async (Place where, CancellationToken stop) => { await Task.Delay(0, stop); return where.City; });
        var wait = LlmTool.Create("wait", "Waits.", async stop => { await Task.Delay(0, stop); return "done"; });

        Assert.Equal("Lyon is nice.", (await place.InvokeAsync("""{"city":"Lyon"}"""u8.ToArray(), context, token)).Content);
        Assert.Equal("Lyon", (await slow.InvokeAsync("""{"city":"Lyon"}"""u8.ToArray(), context, token)).Content);
        Assert.Equal("done", (await wait.InvokeAsync("{}"u8.ToArray(), context, token)).Content);
        Assert.Equal(ToolFailure.BadArguments, (await place.InvokeAsync("""{"town":"Lyon"}"""u8.ToArray(), context, token)).Failure);
    }

    [Fact]
    public async Task Progress_by_a_lambda()
    {
        var seen = new List<string?>();

        await client.PullModelAsync("demo-large", p => seen.Add(p.Status));
        await client.PullModelAsync(new() { Model = "demo-large" }, p => seen.Add(p.Status));
        await client.PullModelAsync("demo", null);
        await client.CreateModelAsync(new() { Model = "me/mine", From = "demo" }, p => seen.Add(p.Status), cancellationToken: token);
        await client.PushModelAsync("me/mine", p => seen.Add(p.Status));

        Assert.Equal(4, seen.Count(status => status == "success"));
    }

    [Fact]
    public async Task Null_is_no_riddle()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => client.ShowModelAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => client.ChatAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => client.EmbedAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => v1.ChatAsync(null!));
        await Assert.ThrowsAsync<LlmUnauthorizedException>(() => client.SignOutAsync(null!));
    }

    [Fact]
    public async Task A_prompt_and_messages_are_both_sent()
    {
        await llm.ChatAsync(new LlmRequest("Why is the sky blue?") { Messages = [LlmMessage.System("Be short.")] });
        Says("\"content\":\"Be short.\"},{\"role\":\"user\",\"content\":\"Why is the sky blue?\"");
        await llm.ChatAsync(new LlmRequest("And at night?") { System = "Be short.", Messages = [LlmMessage.User("By day?"), LlmMessage.Assistant("Blue.")] });
        Assert.Equal(["Be short.", "By day?", "Blue.", "And at night?"], emulator.Requests[^1].Json.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("content").GetString()));

        var loop = await llm.RunWithToolsAsync(new LlmRequest("What is the weather?") { System = "Be short." }, Weather.LlmTools);
        Assert.Equal(["system", "user", "assistant", "tool", "assistant"], loop.Messages.Select(m => m.Role.Value));
        await Assert.ThrowsAsync<ArgumentException>(() => llm.ChatAsync(new LlmRequest { System = "Be short." }));
    }

    [Fact]
    public async Task A_type_that_is_not_ones_own()
    {
        emulator.When("version").Answer("""{"Major":1,"Tags":["a"],"Next":{"Major":2,"Tags":[],"Next":null}}""");

        var answers = new[]
        {
            await client.ChatAsync(new() { Messages = [OllamaChatMessage.User("version?")] }, NaturalJson.Default.Foreign),
            await v1.ChatAsync(new() { Messages = [ChatCompletionMessage.User("version?")] }, NaturalJson.Default.Foreign),
            await llm.ChatAsync(new("version?"), NaturalJson.Default.Foreign),
            await client.GenerateAsync(new() { Prompt = "version?" }, NaturalJson.Default.Foreign),
        };

        Assert.All(answers, answer => Assert.Equal((1, "a", 2), (answer.Major, answer.Tags[0], answer.Next!.Major)));
        Says("\"format\":{\"type\":\"object\",\"properties\":{\"Major\":{\"type\":\"integer\"}");
    }

    private void Says(params string[] texts) => Assert.All(texts, text => Assert.Contains(text, Sent));
}

public static partial class Weather
{
    /// <summary>Tells the weather.</summary>
    [LlmTool]
    public static string GetWeather(string city) => $"It is mild in {city}.";
}

[LlmSchema]
public sealed partial record Answer(string Text);

[LlmSchema]
public sealed partial record Place(string City);

/// <summary>As if it came from a library: nothing of this SDK is on it.</summary>
public sealed class Foreign
{
    public int Major { get; set; }

    public List<string> Tags { get; set; } = [];

    public Foreign? Next { get; set; }
}

[JsonSerializable(typeof(Foreign))]
internal sealed partial class NaturalJson : JsonSerializerContext;
