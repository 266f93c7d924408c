namespace OllamaSdk.Streaming;

/// <summary>One server-sent event; its spans are valid until the next one is taken.</summary>
internal readonly ref struct SseEvent(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, bool hasData)
{
    /// <summary>The <c>event</c> field; empty where there was none.</summary>
    public ReadOnlySpan<byte> Type { get; } = type;

    /// <summary>The <c>data</c> lines, joined by <c>\n</c>.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Whether there was a <c>data</c> line at all; readers skip an event without.</summary>
    public bool HasData { get; } = hasData;
}

/// <summary>
/// Server-sent events by the WHATWG rules: lines end in <c>\n</c>, <c>\r</c> or <c>\r\n</c> wherever reads split them, one blank after the
/// colon is dropped, data lines are joined, comments and unknown fields are ignored, an event that a blank line does not end is no event.
/// </summary>
/// <remarks>
/// <c>System.Net.ServerSentEvents</c> cannot be used: it holds an event that ends in <c>\r</c> until the next byte comes, carries the type of an
/// event without data over to the next, and buffers lines without a bound. llama.cpp before late 2025 sent failures in a field named
/// <c>error</c>, which is taken for an event of that type.
/// </remarks>
/// <param name="body">The bytes.</param>
/// <param name="maxEventBytes">The most bytes an event, or one line of any kind, may have.</param>
internal sealed class SseParser(BodyReader body, int maxEventBytes = int.MaxValue)
{
    private readonly HeldBytes _data = new(maxEventBytes);
    private readonly HeldBytes _type = new(maxEventBytes);
    private readonly HeldBytes _id = new(maxEventBytes);
    private bool _hasId;
    private bool _hasData;
    private bool _hasFields;
    private bool _dispatched;
    // A reader of lines may have taken the blank ones before it.
    private bool _started = body.IsBegun;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The last <c>id</c>; it stays for later events.</summary>
    public string? LastId => _hasId ? System.Text.Encoding.UTF8.GetString(_id.Span) : null;

    /// <summary>How many comment lines and other complete lines were seen that are no event: the server is alive.</summary>
    public long Lines { get; private set; }

    /// <summary>The bytes that are held beside the buffer: those of an event that is not complete yet, and what else stays.</summary>
    public int PendingLength => _data.Length + _type.Length + _id.Length + (BareJson?.Length ?? 0);

    /// <summary>Whether an event or a line was longer than the limit; nothing is taken from there on.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>
    /// A line that was bare JSON instead of a field, and may be how Ollama's native API, or a server that does not know the route, tells of an error.
    /// The owner puts <see langword="null"/> in its place when it has looked at it.
    /// </summary>
    public byte[]? BareJson { get; set; }

    /// <summary>Whether nothing is taken beyond a line of bare JSON before the owner has looked at it.</summary>
    public bool WaitsAtBareJson { get; init; }

    /// <summary>The first line, where it shows that this is no stream of events (a web page, compressed bytes); nothing is taken then.</summary>
    public byte[]? Foreign { get; private set; }

    /// <summary>Whether the next line, where it is data, begins an event.</summary>
    public bool IsBetweenEvents => _started && (_dispatched || !(_hasFields || _hasData || _type.Length > 0)) && _id.Length == 0 && BareJson is null && !IsTooLong && body.IsAtLine;

    /// <summary>Takes the next event that is whole in the buffer.</summary>
    public bool TryTake(out SseEvent item)
    {
        Reset();
        while (!IsTooLong && !(WaitsAtBareJson && BareJson is not null) && body.TryTakeSseLine(out var line))
        {
            // Counted as while the line was coming in, so that the limit is the same however it arrived.
            if (line.Length + PendingLength > maxEventBytes)
            {
                IsTooLong = true;
                break;
            }

            Lines++;
            if (!_started)
            {
                line = Begin(line, isFirst: Lines == 1);
                if (Foreign is not null)
                {
                    break;
                }
            }

            if (line.IsEmpty)
            {
                if (_hasFields)
                {
                    _dispatched = true;
                    item = new SseEvent(_type.Span, _data.Span, _hasData);
                    return true;
                }

                continue;
            }

            Split(line, out var name, out var value);
            // The common case by far: one data line, then a blank line that is here already. It needs no copy.
            if (!_hasData && name.SequenceEqual("data"u8) && body.TryTakeBlankSseLine())
            {
                _dispatched = true;
                item = new SseEvent(_type.Span, value, true);
                return true;
            }

            Take(line, name, value);
        }

        item = default;
        return false;
    }

    /// <summary>At the end of the body: takes what lacks the blank line, and perhaps the line end, that would make it an event.</summary>
    public bool TryTakeUnterminated(out SseEvent item)
    {
        var rest = body.TakeRest();
        if (!_started && !rest.IsEmpty)
        {
            rest = Begin(rest, isFirst: Lines == 0);
        }

        if (Foreign is null && !rest.IsEmpty)
        {
            Split(rest, out var name, out var value);
            Take(rest, name, value);
        }

        var isThere = _hasData && !_dispatched;
        _dispatched |= isThere;
        item = isThere ? new SseEvent(_type.Span, _data.Span, true) : default;
        return isThere;
    }

    // Unknown fields are to be ignored, so only what no field's name begins with says that these are none.
    private ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> line, bool isFirst)
    {
        line = isFirst && line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        // Blanks before the stream say nothing of it; whoever asked for lines has passed them over.
        _started = line.IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0;
        if (_started && line[0] != ':' && (line.StartsWith("<"u8) || line[..Math.Min(line.Length, 2)].ContainsAnyExceptInRange((byte)' ', (byte)'~')))
        {
            Foreign = line.ToArray();
        }

        return line;
    }

    private static void Split(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        name = colon < 0 ? line : line[..colon];
        value = colon < 0 ? default : line[(colon + 1)..];
        value = value.StartsWith(" "u8) ? value[1..] : value;
    }

    private void Take(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("data"u8))
        {
            AppendData(value);
        }
        else if (name.SequenceEqual("event"u8))
        {
            _hasFields = true;
            _type.Set(value);
        }
        else if (name.SequenceEqual("error"u8))
        {
            _type.Set("error"u8);
            AppendData(value);
        }
        else if (name.SequenceEqual("id"u8) && !value.Contains((byte)0))
        {
            _hasId = true;
            _id.Set(value);
        }
        else if (line[0] == '{' && line.IndexOf("\"error\""u8) >= 0)
        {
            BareJson = line.ToArray();
        }
    }

    private void AppendData(ReadOnlySpan<byte> value)
    {
        if (_hasData)
        {
            _data.Append("\n"u8);
        }

        _hasFields = _hasData = true;
        _data.Append(value);
    }

    private void Reset()
    {
        if (_dispatched)
        {
            _data.Clear();
            _type.Clear();
            _hasData = _hasFields = _dispatched = false;
        }
    }
}
