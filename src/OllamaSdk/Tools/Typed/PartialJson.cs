using System.Text;

namespace OllamaSdk.Loop;

/// <summary>Makes whole JSON of the beginning of one: what is open is closed, and what cannot be known yet is left out.</summary>
internal static class PartialJson
{
    private const int MaxDepth = 64;

    /// <summary>The JSON so far, closed; <see langword="null"/> where there is none yet, or where the text does not begin with an object.</summary>
    /// <param name="text">The text so far.</param>
    public static byte[]? Complete(string text)
    {
        text = Begin(text);
        if (!text.StartsWith('{'))
        {
            return null;
        }

        var (open, kept, inString, isKey) = (new List<char>(), 0, false, false);
        var stringEnd = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (inString)
            {
                if (c == '\\')
                {
                    // An escape that is not whole yet stays out.
                    var length = i + 1 < text.Length && text[i + 1] == 'u' ? EscapeLength(text, i) : 2;
                    if (i + length > text.Length)
                    {
                        break;
                    }

                    i += length - 1;
                }
                else if (c == '"')
                {
                    (inString, kept) = (false, isKey ? kept : i + 1);
                }

                stringEnd = i + 1;
                continue;
            }

            switch (c)
            {
                case '"':
                    (inString, stringEnd) = (true, i + 1);
                    isKey = open is [.., '{'] && !FollowsColon(text, i);
                    break;
                case '{' or '[' when open.Count < MaxDepth:
                    open.Add(c);
                    kept = i + 1;
                    break;
                case '}' or ']' when open.Count > 0:
                    open.RemoveAt(open.Count - 1);
                    kept = i + 1;
                    break;
                case ',':
                    // A number or a word is whole only here: "12" may become "123".
                    kept = i;
                    break;
                case '{' or '[' or '}' or ']':
                    return null;
            }

            if (open.Count == 0)
            {
                break;
            }
        }

        var json = new StringBuilder();
        json.Append(text, 0, inString && !isKey ? WithoutHalf(text, stringEnd) : kept);
        json.Append(inString && !isKey ? "\"" : "");
        for (var i = open.Count - 1; i >= 0; i--)
        {
            json.Append(open[i] == '{' ? '}' : ']');
        }

        return Encoding.UTF8.GetBytes(json.ToString());
    }

    /// <summary>Without the fence before it; words before it would be no beginning that is certain.</summary>
    private static string Begin(string text)
    {
        text = text.TrimStart();
        return text.StartsWith("```", StringComparison.Ordinal) && text.IndexOf('\n', StringComparison.Ordinal) is var line and >= 0 ? text[line..].TrimStart() : text;
    }

    private static bool FollowsColon(string text, int at)
    {
        while (at > 0 && char.IsWhiteSpace(text[at - 1]))
        {
            at--;
        }

        return at > 0 && text[at - 1] == ':';
    }

    // Two escapes make one character where the first is the first half of a pair.
    private static int EscapeLength(string text, int at) =>
        at + 3 < text.Length && text[at + 2] is 'd' or 'D' && text[at + 3] is '8' or '9' or 'a' or 'A' or 'b' or 'B' ? 12 : 6;

    private static int WithoutHalf(string text, int end) => end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
}
