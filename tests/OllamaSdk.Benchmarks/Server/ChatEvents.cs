using System.Globalization;
using System.Text;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>The events of a chat streamed by a <c>/v1</c>; the same on both sides, so that a reader can be checked.</summary>
internal static class ChatEvents
{
    /// <summary>Chunks of one answer, the one with the finish reason and the one with the token counts included, the end mark not.</summary>
    public const int Count = 20_000;

    private const int Texts = Count - 2;
    private const long Created = 1_795_227_216;
    private const int ChunksPerSecond = 50;
    private const int PromptTokens = 26;

    /// <summary>In Ollama's order: the choices stand last in a chunk. LM Studio, MLX and vLLM do the same.</summary>
    public static IReadOnlyList<byte[]> All { get; } = Create(choicesFirst: false);

    /// <summary>In llama-server's order.</summary>
    public static IReadOnlyList<byte[]> ChoicesFirst { get; } = Create(choicesFirst: true);

    /// <summary>The size of all events, whatever their order.</summary>
    public static long ByteLength { get; } = All.Sum(one => (long)one.Length);

    /// <summary>The UTF-16 characters of all texts and the total of the token counts: only who reads every chunk finds it.</summary>
    public static long Checksum => TextLength + PromptTokens + Texts;

    /// <summary>The UTF-16 characters of all texts.</summary>
    public static long TextLength { get; } = Enumerable.Range(0, Texts).Sum(i => (long)SampleTokens.Length(i));

    /// <summary>The bytes of all texts.</summary>
    public static long Utf8Length { get; } = Enumerable.Range(0, Texts).Sum(i => (long)SampleTokens.Utf8Length(i));

    private static List<byte[]> Create(bool choicesFirst)
    {
        var events = new List<byte[]>(Count + 1);
        for (var i = 0; i < Texts; i++)
        {
            var role = i == 0 ? "\"role\":\"assistant\"," : "";
            events.Add(Chunk(i, $$"""[{"index":0,"delta":{{{role}}"content":"{{SampleTokens.Json(i)}}"},"finish_reason":null}]"""));
        }

        var total = PromptTokens + Texts;
        events.Add(Chunk(Texts, """[{"index":0,"delta":{},"finish_reason":"stop"}]"""));
        events.Add(Chunk(Texts + 1, $$"""[],"usage":{"prompt_tokens":{{PromptTokens}},"completion_tokens":{{Texts}},"total_tokens":{{total}}}"""));
        events.Add("data: [DONE]\n\n"u8.ToArray());
        return events;

        byte[] Chunk(int index, string choices)
        {
            var created = (Created + (index / ChunksPerSecond)).ToString(CultureInfo.InvariantCulture);
            var rest = $"""
                "id":"chatcmpl-783","object":"chat.completion.chunk","created":{created},"model":"llama3.2:3b","system_fingerprint":"fp_ollama"
                """;
            choices = $"\"choices\":{choices}";
            return Encoding.UTF8.GetBytes($"data: {{{(choicesFirst ? $"{choices},{rest}" : $"{rest},{choices}")}}}\n\n");
        }
    }
}
