using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Work;

/// <summary>What the emulators answer, learned from one of them before anything goes wrong.</summary>
internal sealed class Known
{
    private const string Probe = "probe-7351";
    private readonly string _said;
    private readonly string _used;

    private Known(string said, string used, IReadOnlyDictionary<string, float[]> vectors) => (_said, _used, Vectors) = (said, used, vectors);

    /// <summary>The vector of each of <see cref="Tales.Texts"/>.</summary>
    public IReadOnlyDictionary<string, float[]> Vectors { get; }

    /// <summary>The answer to a question that no rule is about.</summary>
    public string AnswerTo(string question) => _said.Replace(Probe, question, StringComparison.Ordinal);

    /// <summary>The answer when a tool has been run.</summary>
    public string AnswerAfter(string toolResult) => _used.Replace(Probe, toolResult, StringComparison.Ordinal);

    /// <param name="url">Of one of them. Requests that belong to no call of the mix are left in peace.</param>
    public static async Task<Known> LearnAsync(string url)
    {
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = url, DefaultModel = ModelNames.Chat });
        var said = await client.ChatAsync(Probe);
        var used = await client.RunWithToolsAsync("Please stamp this", [LlmTool.Create("stamp", "Puts a stamp on it.", () => Probe)]);
        var vectors = await client.EmbedAsync(Tales.Texts, ModelNames.Embed);
        return new Known(
            said.Message.Content!, used.Text,
            Tales.Texts.Zip(vectors.Embeddings).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }
}
