using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Streaming;

/// <summary>Newline-delimited JSON: split on <c>\n</c> only, one object a line, blank lines skipped, one byte order mark at the start dropped.</summary>
internal sealed class NdjsonReader<T>(Exchange exchange, BodyReader body, JsonTypeInfo<T> typeInfo, int maxLineBytes)
    : ItemReader<T>(exchange, body, maxLineBytes)
    where T : class, IStreamItem
{
    private bool _started;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    protected override T? TryTake()
    {
        while (Body.TryTakeLine(out var line))
        {
            if (line.Length > MaxLineBytes)
            {
                throw Parser.LineTooLong(MaxLineBytes, Partial);
            }

            line = Trim(line);
            if (!line.IsEmpty)
            {
                return Parser.Parse(line, typeInfo, Partial);
            }
        }

        // The last line may lack its line end; one that does not parse was cut off.
        return Body.AtEnd && Trim(Body.TakeRest()) is { IsEmpty: false } rest ? Parser.ParseLast(rest, typeInfo, Partial) : null;
    }

    private ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        if (!_started)
        {
            _started = true;
            line = line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        }

        return line.Trim(" \t\r"u8);
    }
}
