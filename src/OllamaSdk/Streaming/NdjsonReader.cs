using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Streaming;

/// <summary>Newline-delimited JSON: split on <c>\n</c> only, one object a line, blank lines skipped, one byte order mark at the start dropped.</summary>
internal sealed class NdjsonReader<T>(Exchange exchange, BodyReader body, Func<JsonTypeInfo<T>> typeInfo, int maxLineBytes)
    : ItemReader<T>(exchange, body, maxLineBytes, [], [(byte)'\n'])
    where T : class, IStreamItem
{
    private readonly WholeItems<T>? _whole;
    private bool _started;

    /// <summary>
    /// Whether events were asked for. The lines are then chunks without their <c>data:</c>, and <c>[DONE]</c> is their end, or one of them is the whole
    /// answer.
    /// </summary>
    public bool InPlaceOfEvents
    {
        get => _whole is not null;
        init => _whole = value ? new() : null;
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    protected override bool IsAtItem
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        get => _started && _whole is null;
    }

    protected override T? TryTake()
    {
        if (_whole?.TryTake() is { } next)
        {
            return next;
        }

        while (Body.TryTakeLine(out var line))
        {
            if (line.Length > MaxLineBytes)
            {
                throw Parser.LineTooLong(MaxLineBytes, Partial);
            }

            line = Trim(line);
            if (IsEnd(line))
            {
                return null;
            }

            if (!line.IsEmpty)
            {
                return _whole?.TryRead(line, Parser, Partial) ?? Parser.Parse(line, typeInfo, Partial);
            }
        }

        // The last line may lack its line end; one that does not parse was cut off.
        return Body.AtEnd && Trim(Body.TakeRest()) is { IsEmpty: false } rest && !IsEnd(rest)
            ? _whole?.TryRead(rest, Parser, Partial) ?? Parser.ParseLast(rest, typeInfo, Partial)
            : null;
    }

    private bool IsEnd(ReadOnlySpan<byte> line) => InPlaceOfEvents && (Ended |= line.SequenceEqual("[DONE]"u8));

    private ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        if (!_started)
        {
            _started = true;
            line = line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        }

        line = line.Trim(" \t\r"u8);
        return InPlaceOfEvents && line.StartsWith("data:"u8) ? line["data:"u8.Length..].Trim((byte)' ') : line;
    }
}
