using System.Text;

namespace OllamaSdk.Cli.Output.Markdown.Inline;

/// <summary>Where a link leads: what stands between <c>](</c> and <c>)</c>.</summary>
/// <param name="Address">The address.</param>
/// <param name="End">Behind the closing bracket.</param>
internal readonly record struct LinkTarget(string Address, int End)
{
    // CommonMark's own limit: without one a text of brackets takes time by its square.
    private const int DeepestBrackets = 32;

    public static LinkTarget? Read(string text, int at, int end)
    {
        if (at >= end || text[at] != '(')
        {
            return null;
        }

        at = SkipSpace(text, at + 1, end);
        var start = at;
        string address;
        if (at < end && text[at] == '<')
        {
            var length = text.AsSpan(at + 1, end - at - 1).IndexOfAny("<>\n");
            if (length < 0 || text[at + 1 + length] != '>')
            {
                return null;
            }

            address = text.Substring(at + 1, length);
            at += length + 2;
        }
        else
        {
            at = AddressEnd(text, at, end);
            if (at < 0)
            {
                return null;
            }

            address = text[start..at];
        }

        var behind = SkipSpace(text, at, end);
        if (behind > at && behind < end && text[behind] is '"' or '\'' or '(')
        {
            var close = text[behind] == '(' ? ')' : text[behind];
            var length = text.AsSpan(behind + 1, end - behind - 1).IndexOf(close);
            behind = length < 0 ? end : SkipSpace(text, behind + length + 2, end);
        }

        return behind < end && text[behind] == ')' ? new LinkTarget(Unescaped(address), behind + 1) : null;
    }

    private static int AddressEnd(string text, int at, int end)
    {
        for (var open = 0; at < end; at++)
        {
            switch (text[at])
            {
                case '\\' when at + 1 < end && char.IsPunctuation(text[at + 1]):
                    at++;
                    break;
                case ' ' or '\n':
                    return open == 0 ? at : -1;
                case '(' when ++open > DeepestBrackets:
                    return -1;
                case ')' when open-- == 0:
                    return at;
            }
        }

        return -1;
    }

    private static int SkipSpace(string text, int at, int end)
    {
        while (at < end && text[at] is ' ' or '\n')
        {
            at++;
        }

        return at;
    }

    private static string Unescaped(string address)
    {
        if (!address.Contains('\\', StringComparison.Ordinal))
        {
            return address;
        }

        var text = new StringBuilder();
        for (var i = 0; i < address.Length; i++)
        {
            i += address[i] == '\\' && i + 1 < address.Length && char.IsPunctuation(address[i + 1]) ? 1 : 0;
            text.Append(address[i]);
        }

        return text.ToString();
    }
}
