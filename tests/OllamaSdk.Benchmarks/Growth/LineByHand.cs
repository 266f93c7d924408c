using System.Text.Json;
using OllamaSdk.Benchmarks.Against;
using OllamaSdk.Benchmarks.Compare;

namespace OllamaSdk.Benchmarks.Growth;

/// <summary>What a stream with a long line costs a program that does the least: a buffer that grows, <see cref="Utf8JsonReader"/> over each line, the text.</summary>
internal static class LineByHand
{
    public static Func<Task> Make(int kibibytes)
    {
        var (answer, length) = Inputs.LineAnswer(kibibytes);
        var http = new PlainHttp(new Uri("http://127.0.0.1:11434/api/chat"), "{}"u8.ToArray(), new CannedHandler(answer));
        return async () =>
        {
            using var response = await http.SendAsync();
            await using var stream = await response.Content.ReadAsStreamAsync();
            var (buffer, count, seen) = (new byte[16 * 1024], 0, 0L);
            while (await stream.ReadAsync(buffer.AsMemory(count)) is > 0 and var read)
            {
                count += read;
                var taken = 0;
                // What was looked at before has no line end.
                for (var from = count - read; buffer.AsSpan(from, count - from).IndexOf((byte)'\n') is >= 0 and var at; from = taken)
                {
                    seen += Content(buffer.AsSpan(taken, from + at - taken)).Length;
                    taken = from + at + 1;
                }

                buffer.AsSpan(taken, count - taken).CopyTo(buffer);
                count -= taken;
                if (count == buffer.Length)
                {
                    Array.Resize(ref buffer, 2 * buffer.Length);
                }
            }

            Inputs.Check(seen, length);
        };
    }

    private static string Content(ReadOnlySpan<byte> line)
    {
        var content = "";
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                content = reader.GetString()!;
            }
        }

        return content;
    }
}
