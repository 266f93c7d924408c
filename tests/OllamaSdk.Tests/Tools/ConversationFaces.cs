using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Tools;

/// <summary>Over Ollama's native API.</summary>
public sealed class OllamaConversationTests : ConversationTests<OllamaChatMessage, OllamaChatResponse>
{
    private readonly OllamaClient _client;

    public OllamaConversationTests() => _client = Emulator.Create(options => options.DefaultModel = "demo");

    protected override Conversation<OllamaChatMessage, OllamaChatResponse> Start(IEnumerable<LlmTool>? tools, ToolLoopOptions? options) =>
        _client.StartConversation(null, "Be brief.", tools, options);

    protected override Conversation<OllamaChatMessage, OllamaChatResponse> Load(string json, IEnumerable<LlmTool>? tools) => _client.LoadConversation(json, tools);

    protected override async Task<Conversation<OllamaChatMessage, OllamaChatResponse>> LoadAsync(Stream json, IEnumerable<LlmTool>? tools) =>
        await _client.LoadConversationAsync(json, tools, cancellationToken: Ct);

    protected override OllamaChatMessage Picture(string text, LlmImage image) => OllamaChatMessage.User(text, image);

    protected override string? Thinking(OllamaChatMessage message) => message.Thinking;

    protected override void SetOwn(Conversation<OllamaChatMessage, OllamaChatResponse> conversation, bool tools)
    {
        var request = ((OllamaConversation)conversation).Request;
        request.Messages = tools ? null : [OllamaChatMessage.User("lost?")];
        request.Tools = tools ? new ToolSet([TestTools.Echo]).ToDefinitions() : null;
    }
}

/// <summary>Over the OpenAI-compatible API.</summary>
public sealed class OpenAIConversationTests : ConversationTests<ChatCompletionMessage, ChatCompletion>
{
    private readonly OpenAICompatibleClient _client;

    public OpenAIConversationTests() => _client = Emulator.CreateV1(options => options.DefaultModel = "demo");

    protected override Conversation<ChatCompletionMessage, ChatCompletion> Start(IEnumerable<LlmTool>? tools, ToolLoopOptions? options) =>
        _client.StartConversation(null, "Be brief.", tools, options);

    protected override Conversation<ChatCompletionMessage, ChatCompletion> Load(string json, IEnumerable<LlmTool>? tools) => _client.LoadConversation(json, tools);

    protected override async Task<Conversation<ChatCompletionMessage, ChatCompletion>> LoadAsync(Stream json, IEnumerable<LlmTool>? tools) =>
        await _client.LoadConversationAsync(json, tools, cancellationToken: Ct);

    protected override ChatCompletionMessage Picture(string text, LlmImage image) => ChatCompletionMessage.User(text, image);

    protected override string? Thinking(ChatCompletionMessage message) => message.ReasoningText;

    protected override void SetOwn(Conversation<ChatCompletionMessage, ChatCompletion> conversation, bool tools)
    {
        var request = ((OpenAIConversation)conversation).Request;
        request.Messages = tools ? null : [ChatCompletionMessage.User("lost?")];
        request.Tools = tools ? [new ChatTool { Type = "function" }] : null;
    }
}

/// <summary>Over one client for many servers.</summary>
public sealed class LlmConversationTests : ConversationTests<LlmMessage, LlmResponse>
{
    private readonly LlmClient _client;

    public LlmConversationTests() => _client = new LlmClient(new LlmClientOptions { Handler = Emulator, Targets = { new LlmTarget(LlmProviders.Ollama, "demo") } });

    [Fact]
    public async Task What_each_request_is_sent_with_is_saved()
    {
        var conversation = _client.StartConversation("demo");
        conversation.Request = conversation.Request with
        {
            Temperature = 0.1,
            TopP = 0.9,
            MaxTokens = 50,
            Seed = 7,
            Stop = ["§"],
            Think = Think.High,
            Format = ResponseFormat.Json,
            Call = new CallOptions { Headers = { ["X-Key"] = "s3cret" } },
        };
        await conversation.SendAsync("Answer in JSON.", Ct);

        var json = conversation.ToJson();
        var loaded = _client.LoadConversation(json);

        Assert.Equal(
            """{"model":"demo","temperature":0.1,"top_p":0.9,"max_tokens":50,"seed":7,"stop":["§"],"format":"json","think":"high","messages":[{"role":"user","content":"Answer in JSON."},""",
            json[..json.IndexOf("{\"role\":\"assistant\"", StringComparison.Ordinal)]);
        Assert.Equal((0.1, 0.9, 50, 7L, Think.High), (loaded.Request.Temperature, loaded.Request.TopP, loaded.Request.MaxTokens, loaded.Request.Seed, loaded.Request.Think));
        Assert.Equal(["§", "json"], [.. loaded.Request.Stop, loaded.Request.Format?.Value.GetString()]);
        Assert.Null(loaded.Request.Call);
        Assert.Equal(json, loaded.ToJson());
    }

    [Fact]
    public async Task All_that_a_request_says_is_the_history()
    {
        var conversation = new LlmConversation(_client, new LlmRequest("first") { System = "Be brief.", Messages = [LlmMessage.User("zeroth")] });

        await conversation.SendAsync(new() { Content = "second" }, Ct);

        Assert.Equal(["Be brief.", "zeroth", "first", "second"], conversation.Messages.SkipLast(1).Select(message => message.Content));
        Assert.Equal(4, Emulator.Requests[^1].Json.GetProperty("messages").GetArrayLength());
        foreach (var own in (LlmRequest[])[new("lost?"), new() { System = "lost?" }])
        {
            conversation.Request = own;
            await Assert.ThrowsAsync<InvalidOperationException>(() => conversation.SendAsync("hi", Ct));
            Assert.Throws<InvalidOperationException>(() => conversation.ToJson());
        }
    }

    [Fact]
    public async Task A_conversation_outlives_a_server()
    {
        await using ScriptedServer first = new(c => c.RespondAsync(), c => c.RespondJsonAsync("""{"error":"gone"}""", 503));
        await using ScriptedServer second = new(c => c.RespondEventsAsync(V1.Text("still here"), V1.Finish, V1.Done));
        using var client = LlmServers.ClientOf(first.Native(), second.V1(LlmProviders.LlamaCpp));
        var conversation = client.StartConversation(system: "Be brief.");

        await conversation.SendAsync("hi", Ct);
        var text = await conversation.SendStreamAsync("and now?", Ct).TextAsync(Ct).ToListAsync();

        Assert.Equal(["still here"], text);
        Assert.Equal(
            ["Be brief.", "hi", "hello", "and now?"],
            second.Requests[0].Json().GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString()));
        Assert.Equal(5, conversation.Messages.Count);
    }

    protected override Conversation<LlmMessage, LlmResponse> Start(IEnumerable<LlmTool>? tools, ToolLoopOptions? options) => _client.StartConversation(null, "Be brief.", tools, options);

    protected override Conversation<LlmMessage, LlmResponse> Load(string json, IEnumerable<LlmTool>? tools) => _client.LoadConversation(json, tools);

    protected override async Task<Conversation<LlmMessage, LlmResponse>> LoadAsync(Stream json, IEnumerable<LlmTool>? tools) =>
        await _client.LoadConversationAsync(json, tools, cancellationToken: Ct);

    protected override LlmMessage Picture(string text, LlmImage image) => LlmMessage.User(text, image);

    protected override string? Thinking(LlmMessage message) => message.Thinking;

    protected override void SetOwn(Conversation<LlmMessage, LlmResponse> conversation, bool tools)
    {
        var talk = (LlmConversation)conversation;
        talk.Request = tools ? talk.Request with { Tools = [TestTools.Echo] } : talk.Request with { Messages = [LlmMessage.User("lost?")] };
    }
}
