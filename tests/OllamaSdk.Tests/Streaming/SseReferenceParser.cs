using System.Text;

namespace OllamaSdk.Tests.Streaming;

/// <summary>
/// The WHATWG rules word by word, over the whole text at once and with no regard for speed. Two things are added on purpose: an event that has
/// a type but no data is given all the same (a reader skips it), and a field named <c>error</c> is the data of an event of that type.
/// </summary>
internal static class SseReferenceParser
{
    public static List<ParsedEvent> Parse(byte[] body)
    {
        var text = Encoding.Latin1.GetString(body);
        if (text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal))
        {
            text = text[3..];
        }

        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var events = new List<ParsedEvent>();
        var (type, sawType, data) = ("", false, new List<string>());
        string? lastId = null;
        // What follows the last line end is no line.
        foreach (var line in lines.SkipLast(1))
        {
            if (line.Length == 0)
            {
                if (sawType || data.Count > 0)
                {
                    events.Add(new ParsedEvent(type, string.Join('\n', data), data.Count > 0, lastId));
                }

                (type, sawType, data) = ("", false, []);
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
            value = value.StartsWith(' ') ? value[1..] : value;
            switch (field)
            {
                case "event":
                    (type, sawType) = (value, true);
                    break;
                case "error":
                    (type, sawType) = ("error", true);
                    data.Add(value);
                    break;
                case "data":
                    data.Add(value);
                    break;
                case "id" when !value.Contains('\0', StringComparison.Ordinal):
                    lastId = value;
                    break;
            }
        }

        return events;
    }
}
