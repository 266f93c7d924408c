using OllamaSdk.OpenAI;
using OllamaSdk.Testing;
using OllamaSdk.Tests.Llm;
using OllamaSdk.Tests.Tools;

namespace OllamaSdk.Tests.Prompting;

/// <summary>Every way of sending a prompt or texts: by each client, over each API, streamed or not; and what each says of the prompt.</summary>
internal static class PromptWays
{
    private const string Value = """{"city":"Oslo","degrees":3}""";

    private static readonly Dictionary<string, Func<Call, Task<PromptTruncation?>>> s_prompts = new()
    {
        ["native chat"] = async call => (await call.Native.ChatAsync(call.Prompt, cancellationToken: Ct)).PromptTruncation,
        ["native chat stream"] = async call => OnlyLast(await call.Native.ChatStreamAsync(call.Prompt, cancellationToken: Ct).ToListAsync(), chunk => chunk.PromptTruncation),
        ["native chat stream, summed up"] = async call => (await SumAsync(call.Native.ChatStreamAsync(call.Prompt, cancellationToken: Ct))).PromptTruncation,
        ["native generate"] = async call => (await call.Native.GenerateAsync(call.Prompt, cancellationToken: Ct)).PromptTruncation,
        ["native generate stream"] = async call => OnlyLast(await call.Native.GenerateStreamAsync(call.Prompt, cancellationToken: Ct).ToListAsync(), chunk => chunk.PromptTruncation),
        ["native generate many"] = async call => Assert.Single(await call.Native.GenerateManyAsync([call.Prompt], cancellationToken: Ct).ToListAsync()).PromptTruncation,
        ["native tools"] = async call => (await call.Native.RunWithToolsAsync(call.Prompt, [TestTools.Echo], cancellationToken: Ct)).PromptTruncation,
        ["native tools stream"] = async call => ResultOf(await call.Native.RunWithToolsStreamAsync(call.Prompt, [TestTools.Echo], cancellationToken: Ct).ToListAsync()),
        ["native conversation"] = async call => (await call.Native.StartConversation().SendAsync(call.Prompt, Ct)).PromptTruncation,
        ["native typed"] = call => TypedAsync(call, options => call.Native.ChatAsync<Weather>(call.Prompt, options: options, cancellationToken: Ct)),
        ["native typed stream"] = call => TypedStreamAsync(call, () => call.Native.ChatStreamAsync<Weather>(call.Prompt, cancellationToken: Ct)),
        ["native typed, refused"] = call => RefusedAsync(call, () => call.Native.ChatAsync<Weather>(call.Prompt, cancellationToken: Ct)),
        ["/v1 chat"] = async call => (await call.V1.ChatAsync(call.Prompt, cancellationToken: Ct)).PromptTruncation,
        ["/v1 chat stream"] = async call => OnlyLast(await call.V1.ChatStreamAsync(call.Prompt, cancellationToken: Ct).ToListAsync(), chunk => chunk.PromptTruncation),
        ["/v1 chat stream, summed up"] = async call => (await SumAsync(call.V1.ChatStreamAsync(call.Prompt, cancellationToken: Ct))).PromptTruncation,
        ["/v1 completion"] = async call => (await call.V1.CompleteAsync(new() { Prompt = call.Prompt }, cancellationToken: Ct)).PromptTruncation,
        ["/v1 completion stream"] = async call => OnlyLast(await call.V1.CompleteStreamAsync(new() { Prompt = call.Prompt }, cancellationToken: Ct).ToListAsync(), chunk => chunk.PromptTruncation),
        ["/v1 response"] = async call => (await call.V1.RespondAsync(new() { Input = call.Prompt }, cancellationToken: Ct)).PromptTruncation,
        ["/v1 response stream"] = async call => OnlyLast(await call.V1.RespondStreamAsync(new() { Input = call.Prompt }, cancellationToken: Ct).ToListAsync(), one => one.Response?.PromptTruncation),
        ["/v1 tools"] = async call => (await call.V1.RunWithToolsAsync(call.Prompt, [TestTools.Echo], cancellationToken: Ct)).PromptTruncation,
        ["/v1 tools stream"] = async call => ResultOf(await call.V1.RunWithToolsStreamAsync(call.Prompt, [TestTools.Echo], cancellationToken: Ct).ToListAsync()),
        ["/v1 conversation"] = async call => (await call.V1.StartConversation().SendAsync(call.Prompt, Ct)).PromptTruncation,
        ["/v1 typed"] = call => TypedAsync(call, options => call.V1.ChatAsync<Weather>(call.Prompt, options: options, cancellationToken: Ct)),
        ["/v1 typed stream"] = call => TypedStreamAsync(call, () => call.V1.ChatStreamAsync<Weather>(call.Prompt, cancellationToken: Ct)),
        ["/v1 typed, refused"] = call => RefusedAsync(call, () => call.V1.ChatAsync<Weather>(call.Prompt, cancellationToken: Ct)),
    };

    private static readonly Dictionary<string, Func<Call, LlmClient, Task<PromptTruncation?>>> s_shared = new()
    {
        ["chat"] = async (call, client) => (await client.ChatAsync(call.Prompt, cancellationToken: Ct)).PromptTruncation,
        ["chat stream"] = async (call, client) => OnlyLast(await client.ChatStreamAsync(call.Prompt, cancellationToken: Ct).ToListAsync(), update => update.Response?.PromptTruncation),
        ["chat many"] = async (call, client) =>
        {
            var result = Assert.Single(await client.ChatManyAsync([call.Prompt], cancellationToken: Ct).ToListAsync());
            Assert.Equal(result.PromptTruncation, result.Output!.PromptTruncation);
            return result.PromptTruncation;
        },
        ["tools"] = async (call, client) => (await client.RunWithToolsAsync(call.Prompt, [TestTools.Echo], cancellationToken: Ct)).PromptTruncation,
        ["tools stream"] = async (call, client) => ResultOf(await client.RunWithToolsStreamAsync(call.Prompt, [TestTools.Echo], cancellationToken: Ct).ToListAsync()),
        ["conversation"] = async (call, client) => (await client.StartConversation().SendAsync(call.Prompt, Ct)).PromptTruncation,
        ["typed"] = (call, client) => TypedAsync(call, options => client.ChatAsync<Weather>(call.Prompt, options: options, cancellationToken: Ct)),
        ["typed stream"] = (call, client) => TypedStreamAsync(call, () => client.ChatStreamAsync<Weather>(call.Prompt, cancellationToken: Ct)),
        ["typed, refused"] = (call, client) => RefusedAsync(call, () => client.ChatAsync<Weather>(call.Prompt, cancellationToken: Ct)),
    };

    private static readonly Dictionary<string, Func<Call, Task<PromptTruncation?>>> s_texts = new()
    {
        ["native embed"] = async call => (await call.Native.EmbedAsync(call.Prompt, cancellationToken: Ct)).PromptTruncation,
        ["native embed many"] = async call => Assert.Single(await call.Native.EmbedManyAsync([call.Prompt], cancellationToken: Ct).ToListAsync()).PromptTruncation,
        ["/v1 embed"] = async call => (await call.V1.EmbedAsync(call.Prompt, cancellationToken: Ct)).PromptTruncation,
        ["/v1 embed many"] = async call => Assert.Single(await call.V1.EmbedManyAsync([call.Prompt], cancellationToken: Ct).ToListAsync()).PromptTruncation,
        ["LlmClient, native: embed"] = async call => (await call.Llm(LlmProviders.Ollama).EmbedAsync(call.Prompt, cancellationToken: Ct)).PromptTruncation,
        ["LlmClient, native: embed many"] = async call => Assert.Single(await call.Llm(LlmProviders.Ollama).EmbedManyAsync([call.Prompt], cancellationToken: Ct).ToListAsync()).PromptTruncation,
        ["LlmClient, /v1: embed"] = async call => (await call.Llm(LlmProviders.OllamaV1).EmbedAsync(call.Prompt, cancellationToken: Ct)).PromptTruncation,
        ["LlmClient, /v1: embed many"] = async call => Assert.Single(await call.Llm(LlmProviders.OllamaV1).EmbedManyAsync([call.Prompt], cancellationToken: Ct).ToListAsync()).PromptTruncation,
    };

    /// <summary>Ways of a prompt.</summary>
    public static IEnumerable<string> Prompts => s_prompts.Keys.Concat(s_shared.Keys.SelectMany(way => new[] { $"LlmClient, native: {way}", $"LlmClient, /v1: {way}" }));

    /// <summary>Ways of texts.</summary>
    public static IEnumerable<string> Texts => s_texts.Keys;

    private static CancellationToken Ct => TestClient.Ct;

    public static async Task<PromptTruncation?> RunAsync(string way, OllamaEmulator emulator, string prompt, Action<LlmConnectionOptions>? configure = null)
    {
        using var call = new Call(emulator, Texts.Contains(way) ? "e" : "m", prompt, configure ?? (_ => { }));
        if (way.StartsWith("LlmClient", StringComparison.Ordinal) && s_shared.TryGetValue(way.Split(": ")[1], out var shared))
        {
            return await shared(call, call.Llm(way.Contains("/v1", StringComparison.Ordinal) ? LlmProviders.OllamaV1 : LlmProviders.Ollama));
        }

        return await (s_texts.TryGetValue(way, out var texts) ? texts : s_prompts[way])(call);
    }

    // Chunks cost nothing for it: none but the one with the counts tells.
    private static PromptTruncation? OnlyLast<T>(List<T> items, Func<T, PromptTruncation?> truncationOf)
    {
        Assert.All(items.SkipLast(1), item => Assert.Null(truncationOf(item)));
        return truncationOf(items[^1]);
    }

    private static PromptTruncation? ResultOf(List<ToolLoopEvent> events) => Assert.IsAssignableFrom<ToolLoopFinishedEvent>(events[^1]).Result.PromptTruncation;

    private static async Task<OllamaChatResponse> SumAsync(IAsyncEnumerable<OllamaChatResponse> stream)
    {
        var sum = new ChatAggregator();
        (await stream.ToListAsync()).ForEach(sum.Add);
        return sum.ToResponse();
    }

    private static async Task<ChatCompletion> SumAsync(IAsyncEnumerable<ChatCompletionChunk> stream)
    {
        var sum = new ChatCompletionAggregator();
        (await stream.ToListAsync()).ForEach(sum.Add);
        return sum.ToCompletion();
    }

    private static async Task<PromptTruncation?> TypedAsync(Call call, Func<CallOptions, Task<Weather>> ask)
    {
        TypedAnswerInfo? told = null;
        call.Answer(Value);
        Assert.Equal(3, (await ask(new CallOptions { OnTypedAnswer = info => told = info })).Degrees);
        return told!.PromptTruncation;
    }

    private static async Task<PromptTruncation?> TypedStreamAsync(Call call, Func<IAsyncEnumerable<TypedUpdate<Weather>>> ask)
    {
        call.Answer(Value);
        return OnlyLast(await ask().ToListAsync(), update => update.PromptTruncation);
    }

    private static async Task<PromptTruncation?> RefusedAsync(Call call, Func<Task<Weather>> ask)
    {
        call.Answer("no JSON");
        return (await Assert.ThrowsAsync<LlmSchemaException>(ask)).PromptTruncation;
    }

    /// <summary>One call: its clients are made when they are asked for, and go with it.</summary>
    private sealed class Call(OllamaEmulator emulator, string model, string prompt, Action<LlmConnectionOptions> configure) : IDisposable
    {
        private readonly List<IDisposable> _clients = [];

        public string Prompt => prompt;

        public OllamaClient Native => Kept(new OllamaClient(Configured(new OllamaClientOptions { Endpoint = "http://127.0.0.1:9" })));

        public OpenAICompatibleClient V1 => Kept(new OpenAICompatibleClient(Configured(new OpenAICompatibleClientOptions { Endpoint = "http://127.0.0.1:9" })));

        public LlmClient Llm(LlmProvider provider) => Kept(new LlmClient(Configured(LlmServers.Options(new LlmTarget(provider, model, "http://127.0.0.1:9")))));

        public void Answer(string content)
        {
            emulator.On("/api/chat").Answer(content);
            emulator.On("/v1/chat/completions").Answer(content);
        }

        public void Dispose() => _clients.ForEach(client => client.Dispose());

        private T Configured<T>(T options)
            where T : LlmConnectionOptions
        {
            (options.Handler, options.DefaultModel) = (emulator, model);
            configure(options);
            return options;
        }

        private T Kept<T>(T client)
            where T : IDisposable
        {
            _clients.Add(client);
            return client;
        }
    }
}
