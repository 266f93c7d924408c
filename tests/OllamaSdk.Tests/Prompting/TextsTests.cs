using OllamaSdk.OpenAI;
using OllamaSdk.Testing;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Prompting;

/// <summary>Several texts in one request: which of them were cut.</summary>
public sealed class TextsTests
{
    private const int Window = 256;

    private static readonly string s_long = string.Join(' ', Enumerable.Repeat("wonderful mountains", 3000));
    private static readonly string s_longer = string.Join(' ', Enumerable.Repeat("remarkable landscapes", 4000));

    public static TheoryData<string> Clients => ["native", "/v1", "LlmClient, native", "LlmClient, /v1"];

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task It_is_said_which(string client)
    {
        var truncation = await EmbedAsync(client, ["a short one", s_long, "another", s_longer, "the last"]);

        Assert.Equal((PromptTruncationState.Certain, PromptWindowSource.Unknown), (truncation!.State, truncation.WindowSource));
        Assert.Equal([1, 3], truncation.TruncatedTexts);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Of_many_each_result_says_it_of_its_own(string client)
    {
        string[] texts = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 3 ? s_long : $"the text with number {i}")];

        var results = await ManyAsync(client, texts, new BulkOptions { MaxBatchCount = 20 });

        Assert.Equal(
            texts.Select(text => text == s_long ? PromptTruncationState.Certain : PromptTruncationState.None),
            results.Select(result => result.PromptTruncation!.State));
        Assert.All(results, result => Assert.Empty(result.PromptTruncation!.TruncatedTexts));
        Assert.Contains("PromptTruncation = Certain", results[3].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Where_all_are_too_long_all_are_suspected(string client)
    {
        // Too few words to be certain of, but each of them is read to just the window.
        var text = string.Join(' ', Enumerable.Repeat("wonderful mountains", 180));

        var truncation = await EmbedAsync(client, [text + " a", text + " b", text + " c"]);

        Assert.Equal(PromptTruncationState.Suspected, truncation!.State);
        Assert.Equal([0, 1, 2], truncation.TruncatedTexts);
        Assert.Equal(3 * Window, truncation.CountedTokens);
    }

    [Fact]
    public async Task Several_prompts_of_one_completion_are_texts_too()
    {
        using var handler = new StubHandler("""{"object":"text_completion","choices":[{"index":0,"text":"a"}],"usage":{"prompt_tokens":512,"prompt_tokens_details":{"cached_tokens":0}}}""");
        using var client = handler.CreateV1();

        // Each fits, and together they need not.
        var short3 = await client.CompleteAsync(new() { Prompt = (string[])[.. Enumerable.Repeat("one of eight words in all of it", 40)] }, cancellationToken: TestClient.Ct);
        var one = await client.CompleteAsync(new() { Prompt = (string[])[s_long, "short"] }, cancellationToken: TestClient.Ct);

        Assert.Equal(PromptTruncationState.None, short3.PromptTruncation!.State);
        Assert.Equal((PromptTruncationState.Certain, 0), (one.PromptTruncation!.State, Assert.Single(one.PromptTruncation.TruncatedTexts)));
    }

    [Fact]
    public async Task Of_tokens_nothing_is_said()
    {
        using var handler = new StubHandler("""{"object":"list","data":[{"index":0,"embedding":[1]}],"usage":{"prompt_tokens":2}}""");
        using var client = handler.CreateV1();

        Assert.Null((await client.EmbedAsync(new EmbeddingRequest { Input = PromptInput.FromTokens([1, 2, 3, 4]) }, cancellationToken: TestClient.Ct)).PromptTruncation);
    }

    private static async Task<PromptTruncation?> EmbedAsync(string client, string[] texts)
    {
        using var emulator = Emulator();
        switch (client)
        {
            case "native":
                using (var native = emulator.Create(options => options.DefaultModel = "e"))
                {
                    return (await native.EmbedAsync(texts, cancellationToken: TestClient.Ct)).PromptTruncation;
                }

            case "/v1":
                using (var compatible = emulator.CreateV1(options => options.DefaultModel = "e"))
                {
                    return (await compatible.EmbedAsync(texts, cancellationToken: TestClient.Ct)).PromptTruncation;
                }

            default:
                using (var llm = Llm(client, emulator))
                {
                    return (await llm.EmbedAsync(texts, cancellationToken: TestClient.Ct)).PromptTruncation;
                }
        }
    }

    private static async Task<List<BulkResult<string, float[]>>> ManyAsync(string client, string[] texts, BulkOptions bulk)
    {
        using var emulator = Emulator();
        using var native = emulator.Create(options => options.DefaultModel = "e");
        using var compatible = emulator.CreateV1(options => options.DefaultModel = "e");
        using var llm = Llm(client, emulator);
        return await (client switch
        {
            "native" => native.EmbedManyAsync(texts, bulk: bulk, cancellationToken: TestClient.Ct),
            "/v1" => compatible.EmbedManyAsync(texts, bulk: bulk, cancellationToken: TestClient.Ct),
            _ => llm.EmbedManyAsync(texts, bulk: bulk, cancellationToken: TestClient.Ct),
        }).ToListAsync();
    }

    private static LlmClient Llm(string client, OllamaEmulator emulator) => new(LlmServers.Options(
        new LlmTarget(client.EndsWith("/v1", StringComparison.Ordinal) ? LlmProviders.OllamaV1 : LlmProviders.Ollama, "e", "http://127.0.0.1:9")).With(options => options.Handler = emulator));

    private static OllamaEmulator Emulator() => new(new EmulatorOptions
    {
        Models = { new EmulatedModel("e") { Capabilities = [ModelCapability.Embedding], ContextLength = Window } },
    });
}
