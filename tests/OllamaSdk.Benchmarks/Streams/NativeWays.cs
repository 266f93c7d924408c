using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Benchmarks.Compare;
using Microsoft.Extensions.AI;
using OllamaSharp;

namespace OllamaSdk.Benchmarks.Streams;

/// <summary>The ways to read Ollama's own stream. Each keeps its connections.</summary>
internal static class NativeWays
{
    private static readonly byte[] Body = """{"model":"llama3.2:3b","messages":[{"role":"user","content":"Why is the sky blue?"}],"stream":true}"""u8.ToArray();

    public static IReadOnlyList<Way> All { get; } =
    [
        new(Way.Raw, Sight.Bytes, static (endpoint, handler) => Plain(endpoint, handler).ReadAllAsync),
        new(Way.Limit, Sight.Lines, Limit),
        new(Way.Serializer, Sight.Text, Serializer),
        new(Way.Typed, Sight.Text, Typed),
        new(Way.Text, Sight.Utf8, Text),
        new(Way.Llm, Sight.Text, static (endpoint, handler) => Reading.Llm(LlmProviders.Ollama, endpoint, handler)),
        new(Way.Adapter, Sight.Text, Adapter),
        new(Way.Sharp, Sight.Text, Sharp),
        new(Way.SharpAdapter, Sight.Text, SharpAdapter),
    ];

    private static PlainHttp Plain(Uri endpoint, HttpMessageHandler? handler) => new(new Uri($"{endpoint}/api/chat"), Body, handler);

    private static OllamaClient Ours(Uri endpoint, HttpMessageHandler? handler) => new(new OllamaClientOptions { Endpoint = endpoint.ToString(), Handler = handler });

    private static Func<Task<long>> Limit(Uri endpoint, HttpMessageHandler? handler)
    {
        var http = Plain(endpoint, handler);
        return () => Tokenizing.CountLinesAsync(http, default);
    }

    // What .NET itself offers for a stream of JSON values.
    private static Func<Task<long>> Serializer(Uri endpoint, HttpMessageHandler? handler)
    {
        var http = Plain(endpoint, handler);
        var info = (JsonTypeInfo<OllamaChatResponse>)LlmJson.Options.GetTypeInfo(typeof(OllamaChatResponse));
        return async () =>
        {
            using var response = await http.SendAsync();
            await using var stream = await response.Content.ReadAsStreamAsync();
            var text = 0L;
            await foreach (var chunk in JsonSerializer.DeserializeAsyncEnumerable(stream, info, topLevelValues: true))
            {
                text += chunk!.Message!.Content!.Length;
            }

            return text;
        };
    }

    private static Func<Task<long>> Typed(Uri endpoint, HttpMessageHandler? handler)
    {
        var client = Ours(endpoint, handler);
        return async () =>
        {
            var text = 0L;
            await foreach (var chunk in client.ChatStreamAsync(Reading.Question, Reading.Model))
            {
                text += chunk.Message.Content.Length;
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

    private static Func<Task<long>> Sharp(Uri endpoint, HttpMessageHandler? handler)
    {
        var client = SharpClient(endpoint, handler);
        return async () =>
        {
            var text = 0L;
            var request = new OllamaSharp.Models.Chat.ChatRequest { Model = Reading.Model, Messages = [new OllamaSharp.Models.Chat.Message(OllamaSharp.Models.Chat.ChatRole.User, Reading.Question)], Stream = true };
            await foreach (var chunk in client.ChatAsync(request))
            {
                text += chunk?.Message.Content?.Length ?? 0;
            }

            return text;
        };
    }

    private static Func<Task<long>> SharpAdapter(Uri endpoint, HttpMessageHandler? handler)
    {
        var client = SharpClient(endpoint, handler);
        return () => Reading.CountAsync(client);
    }

    private static OllamaApiClient SharpClient(Uri endpoint, HttpMessageHandler? handler)
    {
        var http = Reading.Http(handler);
        http.BaseAddress = new Uri($"{endpoint}/");
        return new OllamaApiClient(http, Reading.Model);
    }
}
