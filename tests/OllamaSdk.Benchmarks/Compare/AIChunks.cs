using Microsoft.Extensions.AI;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What a chunk of a streamed chat costs by way of <see cref="IChatClient"/>, beside the client underneath.</summary>
internal static class AIChunks
{
    private const string Model = "llama3.2:3b";

    // An update and its content are objects of their own, which the client underneath need not make.
    private static readonly Aim Aim = Aim.AtMost(1.25) with { BytesLimit = null };

    private static readonly Repetition Repetition = new(WarmUps: 10, RunsPerRound: 5);

    /// <summary>Measures each client; whether all aims are met.</summary>
    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        var framing = Framing.All[0];
        using var ollama = new OllamaClient(new Uri(server, Replies.ChatPrefix + framing.Name).ToString());
        using var openAI = new OpenAICompatibleClient(new Uri(server, $"{Replies.SsePrefix}{framing.Name}/v1").ToString());
        using var llm = new LlmClient(new LlmTarget(LlmProviders.Ollama, Model, new Uri(server, Replies.ChatPrefix + framing.Name).ToString()));
        var (ofOllama, ofOpenAI, ofLlm) = (ollama.AsIChatClient(Model), openAI.AsIChatClient(Model), llm.AsIChatClient());
        var events = await CountAsync(ofOpenAI);
        Candidate[] candidates =
        [
            new("OllamaClient", () => OllamaAsync(ollama), ChatLines.TextLength),
            new("  as IChatClient", () => CountAsync(ofOllama), ChatLines.TextLength),
            new("OpenAICompatibleClient", () => OpenAIAsync(openAI), events),
            new("  as IChatClient", () => CountAsync(ofOpenAI), events),
            new("LlmClient", () => LlmAsync(llm), ChatLines.TextLength),
            new("  as IChatClient", () => CountAsync(ofLlm), ChatLines.TextLength),
        ];
        var costs = await Measure.RunAsync(candidates, ChatLines.Count, options.Rounds, Repetition);
        return Report.Print($"IChatClient, {ChatLines.Count} chunks, {framing.Description}", "chunk", candidates, costs,
            [new Ratio(1, 0, Aim), new Ratio(3, 2, Aim), new Ratio(5, 4, Aim)]);
    }

    private static async Task<long> OllamaAsync(OllamaClient client)
    {
        var text = 0L;
        await foreach (var chunk in client.ChatStreamAsync("hello", Model))
        {
            text += chunk.MessageOnWire?.Content.Length ?? 0;
        }

        return text;
    }

    private static async Task<long> OpenAIAsync(OpenAICompatibleClient client)
    {
        var text = 0L;
        await foreach (var chunk in client.ChatStreamAsync("hello", Model))
        {
            text += chunk.Choices is [{ DeltaOnWire: { } delta }, ..] ? delta.Content.Length : 0;
        }

        return text;
    }

    private static async Task<long> LlmAsync(LlmClient client)
    {
        var text = 0L;
        await foreach (var update in client.ChatStreamAsync("hello"))
        {
            text += update.ContentDelta.Length;
        }

        return text;
    }

    private static async Task<long> CountAsync(IChatClient client)
    {
        var text = 0L;
        await foreach (var update in client.GetStreamingResponseAsync("hello"))
        {
            text += update.Text.Length;
        }

        return text;
    }
}
