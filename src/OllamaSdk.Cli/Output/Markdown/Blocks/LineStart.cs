using System.Globalization;

namespace OllamaSdk.Cli.Output.Markdown.Blocks;

/// <summary>What a line begins with, by the rules of CommonMark; the text is without its indentation.</summary>
internal static class LineStart
{
    private const int LongestNumber = 9;
    private const int DeepestHeading = 6;
    private const int FurthestText = 4;

    public static int Indent(ReadOnlySpan<char> text)
    {
        var indent = text.IndexOfAnyExcept(' ');
        return indent < 0 ? text.Length : indent;
    }

    /// <returns>From 1 to 6; zero for none.</returns>
    public static int HeadingLevel(ReadOnlySpan<char> text)
    {
        var level = Run(text, '#');
        return level <= DeepestHeading && (level == text.Length || text[level] == ' ') ? level : 0;
    }

    /// <returns>How many marks the fence of a block of code has; zero for none.</returns>
    public static int FenceLength(ReadOnlySpan<char> text)
    {
        var length = text.Length > 0 && text[0] is '`' or '~' ? Run(text, text[0]) : 0;
        return length >= 3 && (text[0] == '~' || !text[length..].Contains('`')) ? length : 0;
    }

    /// <returns>The level of the heading that the line makes of the text above; zero for none.</returns>
    public static int Underlined(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        return text.Length == 0 || text[0] is not ('=' or '-') || Run(text, text[0]) < text.Length ? 0 : text[0] == '=' ? 1 : 2;
    }

    public static bool IsRule(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || text[0] is not ('*' or '-' or '_'))
        {
            return false;
        }

        var marks = 0;
        foreach (var c in text)
        {
            if (c != text[0] && c != ' ')
            {
                return false;
            }

            marks += c == ' ' ? 0 : 1;
        }

        return marks >= 3;
    }

    /// <summary>An item of a list.</summary>
    /// <param name="text">The line.</param>
    /// <param name="depth">How many items it stands in.</param>
    /// <param name="before">The item before it, where it follows one.</param>
    /// <returns>The item, its indent without that of the line; and where its text begins.</returns>
    public static (Container Item, int Text)? Item(ReadOnlySpan<char> text, int depth, Container? before)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        var length = digits is > 0 and <= LongestNumber && text[digits] is '.' or ')' ? digits + 1 : text.Length > 0 && text[0] is '-' or '*' or '+' ? 1 : 0;
        if (length == 0 || (length < text.Length && text[length] != ' '))
        {
            return null;
        }

        var space = Indent(text[length..]);
        var isEmpty = length + space == text.Length;
        // More than that is code, indented in the item.
        space = isEmpty || space > FurthestText ? 1 : space;
        var (start, indent) = (Math.Min(length + space, text.Length), length + space);
        var delimiter = text[length - 1];
        if (length > 1)
        {
            var number = int.Parse(text[..digits], CultureInfo.InvariantCulture);
            // Many write 1. before each.
            number = before?.Delimiter == delimiter && before.Number >= number ? before.Number.Value + 1 : number;
            return (new Container(indent, string.Create(CultureInfo.InvariantCulture, $"{number}{delimiter}"), delimiter, number, IsShown: false), start);
        }

        var rest = text[start..];
        var task = rest.StartsWith("[ ] ") ? "☐" : rest.StartsWith("[x] ") || rest.StartsWith("[X] ") ? "☑" : null;
        return (new Container(indent, task ?? (depth % 3) switch { 0 => "•", 1 => "◦", _ => "▪" }, delimiter, null, IsShown: false), start + (task is null ? 0 : "[ ] ".Length));
    }

    /// <summary>Whether nothing can be said of the line until more of it is there: it may be a rule, a mark of a list, the line below a table's head.</summary>
    public static bool IsUndecided(ReadOnlySpan<char> text) => !text.ContainsAnyExcept("-=*_+|:> ");

    private static int Run(ReadOnlySpan<char> text, char mark)
    {
        var run = text.IndexOfAnyExcept(mark);
        return run < 0 ? text.Length : run;
    }
}
