using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OllamaSdk.Benchmarks.Compare;
using OllamaSdk.OpenAI;
using OpenAI;
using OpenAI.Chat;

namespace OllamaSdk.Benchmarks.Streams;

/// <summary>The ways to read the events of a <c>/v1</c>. Each keeps its connections.</summary>
internal static class EventWays
{
    private static readonly byte[] Body = """{"model":"llama3.2:3b","messages":[{"role":"user","content":"Why is the sky blue?"}],"stream":true,"stream_options":{"include_usage":true}}"""u8.ToArray();
    private static readonly byte[] DataField = "data: "u8.ToArray();

    public static IReadOnlyList<Way> All { get; } =
    [
        new(Way.Raw, Sight.Bytes, static (endpoint, handler) => Plain(endpoint, handler).ReadAllAsync),
        new(Way.Limit, Sight.Lines, Limit),
        new(Way.Typed, Sight.Text, Typed),
        new(Way.Text, Sight.Utf8, Text),
        new(Way.Llm, Sight.Text, static (endpoint, handler) => Reading.Llm(LlmProviders.OllamaV1, endpoint, handler)),
        new(Way.Adapter, Sight.Text, Adapter),
        new(Way.OpenAI, Sight.Text, Package) { CanWait = false },
        new(Way.OpenAIAdapter, Sight.Text, PackageAdapter) { CanWait = false },
    ];

    private static PlainHttp Plain(Uri endpoint, HttpMessageHandler? handler) => new(new Uri($"{endpoint}/v1/chat/completions"), Body, handler);

    private static OpenAICompatibleClient Ours(Uri endpoint, HttpMessageHandler? handler) =>
        new(new OpenAICompatibleClientOptions { Endpoint = $"{endpoint}/v1", Handler = handler });

    private static Func<Task<long>> Limit(Uri endpoint, HttpMessageHandler? handler)
    {
        var http = Plain(endpoint, handler);
        return () => Tokenizing.CountLinesAsync(http, DataField);
    }

    private static Func<Task<long>> Typed(Uri endpoint, HttpMessageHandler? handler)
    {
        var client = Ours(endpoint, handler);
        return async () =>
        {
            var text = 0L;
            await foreach (var chunk in client.ChatStreamAsync(Reading.Question, Reading.Model))
            {
                text += chunk.Choices is [{ Delta.Content: { } content }, ..] ? content.Length : 0;
            }

            return text;
        };
    }

    private static Func<Task<long>> Text(Uri endpoint, HttpMessageHandler? handler)
    {
        var client = Ours(endpoint, handler);
        return Reading.Copy(() => client.ChatStreamAsync(Reading.Question, Reading.Model));
    }

    private static Func<Task<long>> Adapter(Uri endpoint, HttpMessageHandler? handler)
    {
        var client = Ours(endpoint, handler).AsIChatClient(Reading.Model);
        return () => Reading.CountAsync(client);
    }

    private static Func<Task<long>> Package(Uri endpoint, HttpMessageHandler? handler)
    {
        var client = PackageClient(endpoint, handler);
        return async () =>
        {
            var text = 0L;
            await foreach (var update in client.CompleteChatStreamingAsync(Reading.Question))
            {
                foreach (var part in update.ContentUpdate)
                {
                    text += part.Text?.Length ?? 0;
                }
            }

            return text;
        };
    }

    private static Func<Task<long>> PackageAdapter(Uri endpoint, HttpMessageHandler? handler)
    {
        var client = PackageClient(endpoint, handler).AsIChatClient();
        return () => Reading.CountAsync(client);
    }

    private static ChatClient PackageClient(Uri endpoint, HttpMessageHandler? handler) =>
        new(Reading.Model, new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri($"{endpoint}/v1"), Transport = new HttpClientPipelineTransport(Reading.Http(handler)) });
}
