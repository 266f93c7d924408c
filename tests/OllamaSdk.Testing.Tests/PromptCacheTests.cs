using OllamaSdk.OpenAI;

namespace OllamaSdk.Testing.Tests;

/// <summary>What a model has read already it need not read again.</summary>
public sealed class PromptCacheTests : EmulatorTest
{
    [Fact]
    public async Task The_beginning_that_a_prompt_has_in_common_with_the_last_one_is_known()
    {
        var first = await AskAsync(OllamaChatMessage.User("hello there"));
        var again = await AskAsync(OllamaChatMessage.User("hello there"));
        var next = await AskAsync(OllamaChatMessage.User("hello there"), first.Message, OllamaChatMessage.User("and now?"));

        Assert.Equal((10, 0), (first.PromptEvalCount, first.PromptEvalCachedCount));
        // One is read in any case.
        Assert.Equal((10, 9), (again.PromptEvalCount, again.PromptEvalCachedCount));
        Assert.Equal(10 + first.EvalCount, next.PromptEvalCachedCount);
        Assert.True(again.PromptEvalDuration < first.PromptEvalDuration);
    }

    [Fact]
    public async Task It_is_forgotten_when_the_model_is_loaded_anew()
    {
        await AskAsync(OllamaChatMessage.User("hello"));
        await Client.UnloadModelAsync("demo", cancellationToken: Cancellation);
        var unloaded = await AskAsync(OllamaChatMessage.User("hello"));
        var wider = await Client.ChatAsync(
            new OllamaChatRequest { Messages = [OllamaChatMessage.User("hello")], Options = new() { NumCtx = 8192 } }, cancellationToken: Cancellation);
        var same = await Client.ChatAsync(
            new OllamaChatRequest { Messages = [OllamaChatMessage.User("hello")], Options = new() { NumCtx = 8192, Temperature = 0 } }, cancellationToken: Cancellation);

        Assert.Equal((0, 0, 8), (unloaded.PromptEvalCachedCount, wider.PromptEvalCachedCount, same.PromptEvalCachedCount));
        Assert.True(same.LoadDuration < wider.LoadDuration);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 12)]
    public async Task Several_slots_know_several_prompts(int slots, int known)
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { ParallelRequests = slots });
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1", Handler = emulator, DefaultModel = "demo" });
        const string Other = "Quite another question, with many more words than the first: what is the airspeed velocity of an unladen swallow?";

        await client.GenerateAsync(new GenerateRequest { Prompt = "one two three four five six seven eight nine ten eleven twelve thirteen", Raw = true }, cancellationToken: Cancellation);
        await client.GenerateAsync(new GenerateRequest { Prompt = Other, Raw = true }, cancellationToken: Cancellation);
        var again = await client.GenerateAsync(new GenerateRequest { Prompt = "one two three four five six seven eight nine ten eleven twelve fourteen", Raw = true }, cancellationToken: Cancellation);

        Assert.Equal(known == 1 ? 0 : known, again.PromptEvalCachedCount);
    }

    [Fact]
    public async Task The_older_server_counts_all_and_tells_nothing_of_it()
    {
        using var emulator = new OllamaEmulator(new EmulatorOptions { Version = EmulatorVersion.Ollama033 });
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1", Handler = emulator, DefaultModel = "demo" });
        using var v1 = OpenAI.OpenAIEmulatorTest.CreateClient(emulator);

        await client.ChatAsync("hello", cancellationToken: Cancellation);
        var again = await client.ChatAsync("hello", cancellationToken: Cancellation);
        var other = await v1.ChatAsync("hello", cancellationToken: Cancellation);

        Assert.Equal((9, null), (again.PromptEvalCount, again.PromptEvalCachedCount));
        Assert.Equal((9, null, null), (other.Usage!.PromptTokens, other.Usage.PromptTokensDetails, other.Timings));
    }

    [Fact]
    public async Task The_compatible_routes_tell_it_in_their_form()
    {
        using var v1 = OpenAI.OpenAIEmulatorTest.CreateClient(Emulator);
        await AskAsync(OllamaChatMessage.User("hello"));

        var whole = await v1.ChatAsync("hello", cancellationToken: Cancellation);
        var chunks = await v1.ChatStreamAsync(
            new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("hello")], StreamOptions = new() { IncludeUsage = true } }, cancellationToken: Cancellation).ToListAsync(Cancellation);
        var response = await v1.RespondAsync(new ResponseRequest { Input = "hello" }, cancellationToken: Cancellation);

        Assert.Equal((9, 8), (whole.Usage!.PromptTokens, whole.Usage.PromptTokensDetails?.CachedTokens));
        Assert.Equal((9, 8), (chunks[^1].Usage!.PromptTokens, chunks[^1].Usage!.PromptTokensDetails?.CachedTokens));
        Assert.Equal((9, 8), (response.Usage!.InputTokens, response.Usage.InputTokensDetails?.CachedTokens));
        var times = whole.Timings!.Value;
        Assert.Equal((9, 0.1, 90_000), (times.GetProperty("prompt_n").GetInt32(), times.GetProperty("prompt_ms").GetDouble(), times.GetProperty("prompt_per_second").GetDouble()));
        Assert.NotNull(chunks[^1].Timings);
    }

    private Task<OllamaChatResponse> AskAsync(params OllamaChatMessage[] messages) =>
        Client.ChatAsync(new OllamaChatRequest { Messages = messages, Think = Think.Off }, cancellationToken: Cancellation);
}
