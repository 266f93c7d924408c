using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Benchmarks.Adapters;

/// <summary>This SDK's clients, and their chat clients.</summary>
internal static class OurStreams
{
    internal const string Model = "llama3.2:3b";
    internal const string Question = "Why is the sky blue?";

    public static Ways Ollama(HttpMessageHandler server)
    {
        var client = new OllamaClient(new OllamaClientOptions { Handler = server });
        var adapter = client.AsIChatClient(Model);
        return new(ReadAsync, () => CountAsync(adapter));

        async Task<long> ReadAsync()
        {
            var text = 0L;
            await foreach (var chunk in client.ChatStreamAsync(Question, Model))
            {
                text += chunk.MessageOnWire?.Content.Length ?? 0;
            }

            return text;
        }
    }

    public static Ways OpenAI(HttpMessageHandler server)
    {
        var client = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = server });
        var adapter = client.AsIChatClient(Model);
        return new(ReadAsync, () => CountAsync(adapter));

        async Task<long> ReadAsync()
        {
            var text = 0L;
            await foreach (var chunk in client.ChatStreamAsync(Question, Model))
            {
                text += chunk.Choices is [{ DeltaOnWire: { } delta }, ..] ? delta.Content.Length : 0;
            }

            return text;
        }
    }

    public static Ways Llm(HttpMessageHandler server)
    {
        var client = new LlmClient(new LlmClientOptions { Handler = server, ReadVariable = static _ => null, Targets = { new LlmTarget(LlmProviders.Ollama, Model) } });
        var adapter = client.AsIChatClient();
        return new(ReadAsync, () => CountAsync(adapter));

        async Task<long> ReadAsync()
        {
            var text = 0L;
            await foreach (var update in client.ChatStreamAsync(Question))
            {
                text += update.ContentDelta.Length;
            }

            return text;
        }
    }

    /// <summary>As programs read: the text of each update.</summary>
    public static async Task<long> CountAsync(IChatClient adapter)
    {
        var text = 0L;
        await foreach (var update in adapter.GetStreamingResponseAsync(Question))
        {
            text += update.Text.Length;
        }

        return text;
    }
}
