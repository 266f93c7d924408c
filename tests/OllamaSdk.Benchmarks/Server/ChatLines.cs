using System.Globalization;
using System.Text;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>The lines of a streamed chat as a real server writes them; the same on both sides, so that a reader can be checked.</summary>
internal static class ChatLines
{
    /// <summary>Chunks of one answer, the last one with the metrics included.</summary>
    public const int Count = 20_000;

    static ChatLines()
    {
        var lines = new byte[Count][];
        var start = new DateTime(2026, 11, 21, 2, 13, 33, DateTimeKind.Utc);
        for (var i = 0; i < Count - 1; i++)
        {
            lines[i] = Line(start, i, SampleTokens.Json(i), "false");
            TextLength += SampleTokens.Length(i);
            Utf8Length += SampleTokens.Utf8Length(i);
        }

        lines[^1] = Line(start, Count - 1, "",
            $$"""true,"done_reason":"stop","total_duration":412345678901,"load_duration":832110,"prompt_eval_count":26,"prompt_eval_duration":91100034,"eval_count":{{Count}},"eval_duration":402404100077""");
        All = lines;
        ByteLength = lines.Sum(line => (long)line.Length);
    }

    /// <summary>Each line with its line end.</summary>
    public static IReadOnlyList<byte[]> All { get; }

    /// <summary>The size of all lines.</summary>
    public static long ByteLength { get; }

    /// <summary>The UTF-16 characters of all texts.</summary>
    public static long TextLength { get; }

    /// <summary>The bytes of all texts.</summary>
    public static long Utf8Length { get; }

    private static byte[] Line(DateTime start, int index, string token, string rest)
    {
        var at = start.AddMilliseconds(20.1 * index).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var nanoseconds = (441_299_333L + (20_104_077L * index)) % 1_000_000_000;
        return Encoding.UTF8.GetBytes(
            $$"""{"model":"llama3.2:3b","created_at":"{{at}}.{{nanoseconds:D9}}Z","message":{"role":"assistant","content":"{{token}}"},"done":{{rest}}}""" + "\n");
    }
}
