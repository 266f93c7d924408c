using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.ProcessWide.Telemetry;

/// <summary>The same question by every way into the SDK.</summary>
internal static class Calls
{
    private const string Question = "Why is the sky blue?";
    private const string Model = "demo";

    public static LlmTool Weather { get; } = LlmTool.Create(
        "weather", "The weather of a city.", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""", (_, _, _) => new(ToolResult.Text("rain")));

    public static async Task RunAsync(string kind, bool streamed, Uri endpoint, CancellationToken ct)
    {
        await using var native = new OllamaClient(endpoint);
        await using var v1 = new OpenAICompatibleClient(new Uri(endpoint, "v1"));
        var options = new LlmClientOptions { ReadVariable = static _ => null };
        options.Targets.Add(new LlmTarget(LlmProviders.Ollama, kind.EndsWith("embed", StringComparison.Ordinal) ? "demo-embed" : Model, endpoint.ToString()));
        await using var llm = new LlmClient(options);
        var chat = new ChatCompletionRequest { Model = Model, Messages = [ChatCompletionMessage.User(Question)], StreamOptions = streamed ? new() { IncludeUsage = true } : null };
        var completion = new CompletionRequest { Model = Model, Prompt = Question, StreamOptions = streamed ? new() { IncludeUsage = true } : null };
        await ((kind, streamed) switch
        {
            ("chat", false) => native.ChatAsync(Question, Model, cancellationToken: ct),
            ("chat", true) => ReadAsync(native.ChatStreamAsync(Question, Model, cancellationToken: ct)),
            ("generate", false) => native.GenerateAsync(Question, Model, cancellationToken: ct),
            ("generate", true) => ReadAsync(native.GenerateStreamAsync(Question, Model, cancellationToken: ct)),
            ("v1 chat", false) => v1.ChatAsync(chat, cancellationToken: ct),
            ("v1 chat", true) => ReadAsync(v1.ChatStreamAsync(chat, cancellationToken: ct)),
            ("v1 completion", false) => v1.CompleteAsync(completion, cancellationToken: ct),
            ("v1 completion", true) => ReadAsync(v1.CompleteStreamAsync(completion, cancellationToken: ct)),
            ("v1 response", false) => v1.RespondAsync(new ResponseRequest { Model = Model, Input = Question }, cancellationToken: ct),
            ("v1 response", true) => ReadAsync(v1.RespondStreamAsync(new ResponseRequest { Model = Model, Input = Question }, cancellationToken: ct)),
            ("llm", false) => llm.ChatAsync(Question, ct),
            ("llm", true) => ReadAsync(llm.ChatStreamAsync(Question, ct)),
            ("embed", _) => native.EmbedAsync(Question, "demo-embed", cancellationToken: ct),
            ("v1 embed", _) => v1.EmbedAsync(Question, "demo-embed", cancellationToken: ct),
            ("llm embed", _) => llm.EmbedAsync(Question, cancellationToken: ct),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        });
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> stream)
    {
        await foreach (var _ in stream)
        {
        }
    }
}
