namespace OllamaSdk.Cli.Output.Markdown.Code;

/// <summary>Colours for HTML and XML: tags, attributes, their values, comments.</summary>
internal sealed class MarkupHighlighter : Highlighter
{
    private const int InTag = 1;
    private const int InComment = 2;
    private const string CommentStart = "<!--";
    private const string CommentEnd = "-->";

    public override int Read(string line, int state, List<Stretch> stretches)
    {
        for (var at = 0; at < line.Length;)
        {
            (state, at) = state switch
            {
                InComment => ReadComment(line, at, stretches),
                InTag => ReadInTag(line, at, stretches),
                _ => ReadText(line, at, stretches),
            };
        }

        return state;
    }

    private static (int State, int At) ReadComment(string line, int at, List<Stretch> stretches)
    {
        Add(stretches, at, Comment);
        var end = line.IndexOf(CommentEnd, at, StringComparison.Ordinal);
        return end < 0 ? (InComment, line.Length) : (Start, end + CommentEnd.Length);
    }

    private static (int State, int At) ReadText(string line, int at, List<Stretch> stretches)
    {
        var tag = line.IndexOf('<', at);
        if (tag != at)
        {
            Add(stretches, at, TextStyle.Plain);
            return (Start, tag < 0 ? line.Length : tag);
        }

        if (string.CompareOrdinal(line, at, CommentStart, 0, CommentStart.Length) == 0)
        {
            return (InComment, at);
        }

        Add(stretches, at, Name);
        var end = at + 1;
        while (end < line.Length && (char.IsLetterOrDigit(line[end]) || line[end] is '/' or '!' or '?' or ':' or '-' or '.' or '_'))
        {
            end++;
        }

        return (InTag, end);
    }

    private static (int State, int At) ReadInTag(string line, int at, List<Stretch> stretches)
    {
        var first = line[at];
        if (first is '"' or '\'')
        {
            Add(stretches, at, Text);
            var end = line.IndexOf(first, at + 1);
            return (InTag, end < 0 ? line.Length : end + 1);
        }

        Add(stretches, at, first is '>' or '/' or '?' ? Name : char.IsLetterOrDigit(first) || first is '-' or ':' or '@' or '_' ? Value : TextStyle.Plain);
        return (first == '>' ? Start : InTag, at + 1);
    }
}
