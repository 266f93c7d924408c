using System.Text.Json;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>Every token of every line of JSON, and nothing made of them: no reader of JSON can cost less.</summary>
internal static class Tokenizing
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Lines of JSON seen.</summary>
    /// <param name="http">Where the lines come from.</param>
    /// <param name="prefix">What stands before the JSON of a line; lines of another form are passed over.</param>
    public static async Task<long> CountLinesAsync(PlainHttp http, ReadOnlyMemory<byte> prefix)
    {
        using var response = await http.SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[BufferSize];
        var (lines, held) = (0L, 0);
        while (await stream.ReadAsync(buffer.AsMemory(held)) is > 0 and var read)
        {
            var end = held + read;
            var taken = Tokenize(buffer.AsSpan(0, end), prefix.Span, ref lines);
            buffer.AsSpan(taken, end - taken).CopyTo(buffer);
            held = end - taken;
        }

        return lines;
    }

    private static int Tokenize(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> prefix, ref long lines)
    {
        var taken = 0;
        while (bytes[taken..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            var line = bytes.Slice(taken, length);
            taken += length + 1;
            if (line.Length <= prefix.Length || !line.StartsWith(prefix) || line[prefix.Length] != '{')
            {
                continue;
            }

            var reader = new Utf8JsonReader(line[prefix.Length..]);
            while (reader.Read())
            {
            }

            lines++;
        }

        return taken;
    }
}
