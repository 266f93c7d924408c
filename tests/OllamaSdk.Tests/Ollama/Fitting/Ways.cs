using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Fitting;

/// <summary>Every way of sending one text to a model by the native API.</summary>
internal static class Ways
{
    private static readonly Dictionary<string, Func<HttpMessageHandler, Action<PromptGuardOptions>, string, CallOptions?, ModelOptions?, Task<PromptTruncation?>>> s_all = new()
    {
        ["chat"] = async (server, guard, text, call, options) => (await Native(server, guard).ChatAsync(Chat(text, options), call, Ct)).PromptTruncation,
        ["chat stream"] = async (server, guard, text, call, options) => (await Native(server, guard).ChatStreamAsync(Chat(text, options), call, Ct).ToListAsync())[^1].PromptTruncation,
        ["generate"] = async (server, guard, text, call, options) => (await Native(server, guard).GenerateAsync(new GenerateRequest { Prompt = text, Options = options }, call, Ct)).PromptTruncation,
        ["generate stream"] = async (server, guard, text, call, options) =>
            (await Native(server, guard).GenerateStreamAsync(new GenerateRequest { Prompt = text, Options = options }, call, Ct).ToListAsync())[^1].PromptTruncation,
        ["tool loop"] = async (server, guard, text, call, options) => (await Native(server, guard).RunWithToolsAsync(Chat(text, options), [], null, call, Ct)).Answer!.PromptTruncation,
        ["tool loop stream"] = async (server, guard, text, call, options) =>
            ((ToolLoopResult<OllamaChatMessage, OllamaChatResponse>)(await Native(server, guard).RunWithToolsStreamAsync(Chat(text, options), [], null, call, Ct).ToListAsync()).OfType<ToolLoopFinishedEvent>().Single().Result).Answer!.PromptTruncation,
        ["conversation"] = async (server, guard, text, call, options) =>
        {
            var conversation = new OllamaConversation(Native(server, guard), new OllamaChatRequest { Model = "m", Options = options }) { CallOptions = call };
            return (await conversation.SendAsync(text, Ct)).Answer!.PromptTruncation;
        },
        ["embed"] = async (server, guard, text, call, options) =>
        {
            await Native(server, guard).EmbedAsync(new EmbedRequest { Input = new EmbedInput(["a", text]), Options = options }, call, Ct);
            return null;
        },
        ["LlmClient"] = async (server, guard, text, call, options) =>
        {
            await Llm(server, guard, options).ChatAsync(new LlmRequest(text) { Call = call }, Ct);
            return null;
        },
        ["LlmClient stream"] = async (server, guard, text, call, options) =>
        {
            await Llm(server, guard, options).ChatStreamAsync(new LlmRequest(text) { Call = call }, Ct).ToListAsync();
            return null;
        },
    };

    private static CancellationToken Ct => TestClient.Ct;

    public static TheoryData<string> All => [.. s_all.Keys];

    /// <summary>Those whose answers tell of the native chunk.</summary>
    public static bool Tells(string way) => way != "embed" && !way.StartsWith("LlmClient", StringComparison.Ordinal);

    public static bool Shifts(string way) => way != "embed";

    public static Task<PromptTruncation?> SendAsync(string way, HttpMessageHandler server, Action<PromptGuardOptions> guard, string text, CallOptions? call = null, ModelOptions? options = null) =>
        s_all[way](server, guard, text, call, options);

    public static OllamaClient Native(HttpMessageHandler server, Action<PromptGuardOptions> guard, Action<OllamaClientOptions>? more = null) => server.Create(options =>
    {
        guard(options.PromptGuard);
        more?.Invoke(options);
    });

    private static LlmClient Llm(HttpMessageHandler server, Action<PromptGuardOptions> guard, ModelOptions? given)
    {
        var options = LlmServers.Options(new LlmTarget(LlmProviders.Ollama, "m", "http://127.0.0.1:9") { ContextLength = given?.NumCtx });
        options.Handler = server;
        guard(options.PromptGuard);
        return new LlmClient(options);
    }

    private static OllamaChatRequest Chat(string text, ModelOptions? options) => new() { Messages = [OllamaChatMessage.User(text)], Options = options };
}
