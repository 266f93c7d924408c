using System.Text;
using System.Text.Json;

namespace OllamaSdk.Cli.Settings;

/// <summary>Changes one member of a JSON text and leaves the rest as a person has written it: order, comments, members that nobody here knows.</summary>
internal static class JsonEdit
{
    private const string Step = "  ";

    /// <param name="json">A whole JSON object.</param>
    /// <param name="path">The member's name, and before it those of the objects that it is in; those that are not there are made.</param>
    /// <param name="value">Its value, as JSON.</param>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static byte[] Set(byte[] json, IReadOnlyList<string> path, string value)
    {
        var map = JsonMap.Of(json);
        if (map.Find(string.Join('.', path)) is { } there)
        {
            return Splice(json, there.Start, there.End, value);
        }

        var known = path.Count - 1;
        while (known > 0 && map.Find(string.Join('.', path.Take(known))) is null)
        {
            known--;
        }

        var place = known == 0 ? map.Whole : map.Find(string.Join('.', path.Take(known)))!;
        if (!place.IsObject)
        {
            // Such as null.
            return Splice(json, place.Start, place.End, Member(path, known, value, IndentAt(json, place.NameStart), isLined: true)[(Quoted(path[known - 1]).Length + 2)..]);
        }

        var close = place.End - 1;
        var isLined = place.Last is null || json.AsSpan(place.Start, close - place.Start).Contains((byte)'\n');
        var indent = place.Last is { } last && isLined ? IndentAt(json, last.NameStart) : IndentAt(json, place.NameStart) + Step;
        var member = Member(path, known + 1, value, indent, isLined);
        if (place.Last is null)
        {
            return Splice(json, Tail(json, place.Start + 1, close).End, close, $"\n{indent}{member}\n{IndentAt(json, place.NameStart)}");
        }

        var (comma, end) = Tail(json, place.Last.End, close);
        var added = Splice(json, end, end, isLined ? $"\n{indent}{member}" : $"{(comma < 0 ? "" : " ")}{member}");
        return comma >= 0 ? added : Splice(added, place.Last.End, place.Last.End, isLined ? "," : ", ");
    }

    /// <returns>The text without the member; the same text where it has none of the name.</returns>
    public static byte[] Remove(byte[] json, IReadOnlyList<string> path)
    {
        if (JsonMap.Of(json).Find(string.Join('.', path)) is not { } span)
        {
            return json;
        }

        var (comma, _) = Tail(json, span.End, json.Length);
        if (comma >= 0)
        {
            return Splice(json, LineStart(json, span.NameStart), LineEnd(json, comma + 1), "");
        }

        return Splice(json, span.Before?.End is { } before ? Tail(json, before, span.NameStart).Comma : span.NameStart, span.End, "");
    }

    private static string Member(IReadOnlyList<string> path, int from, string value, string indent, bool isLined)
    {
        // The names from the first that is not there; each but the last is an object around the next one.
        var (open, shut) = (new StringBuilder(), "");
        for (var index = from - 1; index < path.Count; index++)
        {
            open.Append(Quoted(path[index])).Append(": ");
            if (index < path.Count - 1)
            {
                var deeper = indent + Step;
                open.Append(isLined ? $"{{\n{deeper}" : "{ ");
                shut = (isLined ? $"\n{indent}}}" : " }") + shut;
                indent = deeper;
            }
        }

        return $"{open}{value}{shut}";
    }

    /// <summary>What comes behind a value: the comma, if there is one before <paramref name="until"/>, and where the text ends, comments included.</summary>
    private static (int Comma, int End) Tail(byte[] json, int from, int until)
    {
        var end = from;
        for (var i = from; i < until; i++)
        {
            switch ((char)json[i])
            {
                case ' ' or '\t' or '\r' or '\n':
                    continue;
                case '/' when json[i + 1] == '/':
                    i += json.AsSpan(i, until - i).IndexOfAny((byte)'\n', (byte)'\r') is var line and >= 0 ? line - 1 : until - i - 1;
                    break;
                case '/':
                    i += json.AsSpan(i + 2).IndexOf("*/"u8) + 3;
                    break;
                case ',':
                    var (_, behind) = Tail(json, i + 1, until);
                    return (i, Math.Max(behind, i + 1));
                default:
                    return (-1, end);
            }

            end = i + 1;
        }

        return (-1, end);
    }

    private static string IndentAt(byte[] json, int at)
    {
        var start = json.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        return Encoding.UTF8.GetString(json.AsSpan(start, json.AsSpan(start).IndexOfAnyExcept((byte)' ', (byte)'\t')));
    }

    // A member that has its line to itself goes with it.
    private static int LineStart(byte[] json, int at) =>
        json.AsSpan(0, at).LastIndexOfAnyExcept((byte)' ', (byte)'\t') is var other and >= 0 && json[other] == '\n' ? other + 1 : at;

    private static int LineEnd(byte[] json, int at)
    {
        var other = at + json.AsSpan(at).IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r');
        return json[other] == '\n' ? other + 1 : other;
    }

    private static string Quoted(string name) => $"\"{JsonEncodedText.Encode(name)}\"";

    private static byte[] Splice(byte[] json, int start, int end, string text) => [.. json.AsSpan(0, start), .. Encoding.UTF8.GetBytes(text), .. json.AsSpan(end)];
}
