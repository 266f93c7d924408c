using System.Globalization;
using System.Text;
using OllamaSdk.Benchmarks.Against;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.Benchmarks.Streams;
using OllamaSdk.Benchmarks.Work;

namespace OllamaSdk.Benchmarks.Growth;

/// <summary>Work of any size, each checked.</summary>
internal static class Inputs
{
    private const string Word = "The quick brown fox jumps over the lazy dog, and says so. ";

    /// <summary>A request whose messages are all new.</summary>
    public static Func<Task> Messages(Uri server, int count)
    {
        var client = Client(Address(server), new RequestCounter());
        return () => CheckAsync(client.ChatAsync(new OllamaChatRequest { Model = Reading.Model, Messages = [.. Enumerable.Range(0, count).Select(_ => OllamaChatMessage.User(Word))] }));
    }

    /// <summary>A request of which one message is new.</summary>
    public static Func<Task> KnownMessages(Uri server, int count)
    {
        var call = RequestSection.Native(server, new RequestCounter(), count);
        return () => call(0);
    }

    public static Func<Task> Tools(Uri server, int count)
    {
        var client = Client(Address(server), new RequestCounter());
        var tools = new ToolSet(Enumerable.Range(0, count).Select(i => LlmTool.Create($"tool_{i}", Word, static () => "done")));
        return () => CheckAsync(client.ChatAsync(new OllamaChatRequest { Model = Reading.Model, Messages = [OllamaChatMessage.User(Word)], Tools = tools }));
    }

    /// <summary>A stream of one line with so many KiB of text, and the last line.</summary>
    public static Func<Task> Line(int kibibytes)
    {
        var (answer, length) = LineAnswer(kibibytes);
        var client = Client("http://127.0.0.1:11434", new CannedHandler(answer));
        return async () =>
        {
            var seen = 0L;
            await foreach (var chunk in client.ChatStreamAsync(Reading.Question, Reading.Model))
            {
                seen += chunk.Message.Content.Length;
            }

            Check(seen, length);
        };
    }

    /// <summary>The answer of such a stream, and the characters of its text.</summary>
    public static (CannedAnswer Answer, int Length) LineAnswer(int kibibytes)
    {
        var text = string.Concat(Enumerable.Repeat(Word, (kibibytes * 1024 / Word.Length) + 1))[..(kibibytes * 1024)];
        var line = Encoding.UTF8.GetString(ChatLines.All[0]);
        var at = line.IndexOf("\"content\":\"", StringComparison.Ordinal) + "\"content\":\"".Length;
        return (new CannedAnswer("application/x-ndjson", [Encoding.UTF8.GetBytes(line[..at] + text + line[line.IndexOf('"', at)..]), ChatLines.All[^1]]) { IsThere = true }, text.Length);
    }

    public static Func<Task> Models(int count)
    {
        var models = string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"name":"model-{{{i}}}:3b","model":"model-{{{i}}}:3b","modified_at":"2026-11-21T02:13:33.441299333Z","size":2019393189,"digest":"a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b{{i:D4}}","details":{"parent_model":"","format":"gguf","family":"llama","families":["llama"],"parameter_size":"3.2B","quantization_level":"Q4_K_M"}}""")));
        var client = Client("http://127.0.0.1:11434", new JsonHandler(Encoding.UTF8.GetBytes($"{{\"models\":[{models}]}}")));
        return async () => Check((await client.ListModelsAsync()).Models!.Count, count);
    }

    /// <summary>So many streams at the same time, over connections of their own.</summary>
    public static Func<Task> Streams(Uri server, int count)
    {
        var client = new OllamaClient(new OllamaClientOptions { Endpoint = new Uri(server, Replies.Streams).ToString(), MaxConnectionsPerServer = count });
        return () => ManyStreamsSection.WaveAsync(count, () => client.ChatStreamAsync(Reading.Question, Reading.Model));
    }

    private static string Address(Uri server) => new Uri(server, Replies.ShortNative).ToString();

    private static OllamaClient Client(string endpoint, HttpMessageHandler handler) => new(new OllamaClientOptions { Endpoint = endpoint, Handler = handler });

    private static async Task CheckAsync(Task<OllamaChatResponse> answer) => Check((await answer).EvalCount!.Value, ShortAnswers.Tokens);

    public static void Check(long seen, long expected)
    {
        if (seen != expected)
        {
            throw new InvalidOperationException($"{seen} came where {expected} were sent.");
        }
    }
}

/// <summary>Answers everything with one document.</summary>
internal sealed class JsonHandler(byte[] json) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } } });
}
