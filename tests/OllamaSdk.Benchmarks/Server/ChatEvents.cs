using System.Globalization;
using System.Text;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>The events of a chat streamed by Ollama's <c>/v1</c>; the same on both sides, so that a reader can be checked.</summary>
internal static class ChatEvents
{
    /// <summary>Chunks of one answer, the one with the finish reason and the one with the token counts included, the end mark not.</summary>
    public const int Count = 20_000;

    private const int Texts = Count - 2;
    private const long Created = 1_795_227_216;
    private const int ChunksPerSecond = 50;
    private const int PromptTokens = 26;

    static ChatEvents()
    {
        var events = new List<byte[]>(Count + 1);
        for (var i = 0; i < Texts; i++)
        {
            var role = i == 0 ? "\"role\":\"assistant\"," : "";
            events.Add(Chunk(i, $$"""[{"index":0,"delta":{{{role}}"content":"{{SampleTokens.Json(i)}}"},"finish_reason":null}]"""));
            Checksum += SampleTokens.Length(i);
        }

        var total = PromptTokens + Texts;
        events.Add(Chunk(Texts, """[{"index":0,"delta":{},"finish_reason":"stop"}]"""));
        events.Add(Chunk(Texts + 1, $$"""[],"usage":{"prompt_tokens":{{PromptTokens}},"completion_tokens":{{Texts}},"total_tokens":{{total}}}"""));
        events.Add("data: [DONE]\n\n"u8.ToArray());
        All = events;
        ByteLength = events.Sum(one => (long)one.Length);
        Checksum += total;
    }

    /// <summary>Each event with the blank line that ends it.</summary>
    public static IReadOnlyList<byte[]> All { get; }

    /// <summary>The size of all events.</summary>
    public static long ByteLength { get; }

    /// <summary>The UTF-16 characters of all texts and the total of the token counts: only who reads every chunk finds it.</summary>
    public static long Checksum { get; }

    private static byte[] Chunk(int index, string choices)
    {
        var created = (Created + (index / ChunksPerSecond)).ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(
            $$"""data: {"id":"chatcmpl-783","object":"chat.completion.chunk","created":{{created}},"model":"llama3.2:3b","system_fingerprint":"fp_ollama","choices":{{choices}}}""" + "\n\n");
    }
}
