namespace OllamaSdk.Streaming;

/// <summary>What a body is by its first bytes. They cannot be mistaken for one another; the Content-Type of a server that answers oddly can be wrong too.</summary>
internal enum BodyLook
{
    /// <summary>Too few bytes to say.</summary>
    Unknown,

    /// <summary>One JSON object, or several, each in a line.</summary>
    Lines,

    /// <summary>One JSON object over several lines.</summary>
    Document,

    /// <summary>Server-sent events.</summary>
    Events,

    /// <summary>None of these.</summary>
    Other,
}

/// <summary>Tells what a body is.</summary>
internal static class BodyLooks
{
    // Looked at anew with each read: without a bound the work would grow with the square of the blanks that a server sends.
    private const int MaxLook = 4096;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="start">What has come of the body. Where very much of it says nothing, it is none of these.</param>
    /// <param name="isBegun">Whether lines before it were taken already, which were blank. A byte order mark stands before them, or is none.</param>
    public static BodyLook Of(ReadOnlySpan<byte> start, bool isBegun = false) =>
        Seen(start, isBegun) is var look && look == BodyLook.Unknown && start.Length > MaxLook ? BodyLook.Other : look;

    private static BodyLook Seen(ReadOnlySpan<byte> start, bool isBegun)
    {
        if (!isBegun && start.Length < ByteOrderMark.Length && ByteOrderMark.StartsWith(start))
        {
            return BodyLook.Unknown;
        }

        var all = isBegun ? start : WithoutMark(start);
        start = all.TrimStart(" \t\r\n"u8);
        return start.IsEmpty ? BodyLook.Unknown
            : start[0] == '{' ? OfObject(start[1..])
            // A blank before it makes it another field, which nobody knows.
            : all.Length > start.Length && all[^(start.Length + 1)] is (byte)' ' or (byte)'\t' ? BodyLook.Other
            : start[0] == ':' ? BodyLook.Events
            : OfField(start);
    }

    /// <summary>Whether a body that has come whole is the answer in parts: events, or more than one object.</summary>
    public static bool IsStream(ReadOnlySpan<byte> body)
    {
        if (Of(body) is var look && look != BodyLook.Lines)
        {
            return look == BodyLook.Events;
        }

        var objects = WithoutMark(body).Trim(" \t\r\n"u8);
        var end = objects.IndexOf((byte)'\n');
        // No JSON document has a brace that ends a line before one that begins the next.
        return end > 0 && objects[..end].TrimEnd(" \t\r"u8).EndsWith("}"u8) && objects[end..].TrimStart(" \t\r\n"u8).StartsWith("{"u8);
    }

    /// <summary>The same without the byte order mark, where it has one.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;

    // Who writes an object over several lines leaves its first brace alone.
    private static BodyLook OfObject(ReadOnlySpan<byte> rest)
    {
        var next = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return next < 0 ? BodyLook.Unknown : rest[next] is (byte)'\n' or (byte)'\r' ? BodyLook.Document : BodyLook.Lines;
    }

    private static BodyLook OfField(ReadOnlySpan<byte> start)
    {
        var isBegun = false;
        foreach (var name in (ReadOnlySpan<string>)["data:", "event:", "id:", "retry:"])
        {
            var length = Math.Min(name.Length, start.Length);
            if (System.Text.Ascii.Equals(start[..length], name.AsSpan(0, length)))
            {
                if (length == name.Length)
                {
                    return BodyLook.Events;
                }

                isBegun = true;
            }
        }

        return isBegun ? BodyLook.Unknown : BodyLook.Other;
    }
}
