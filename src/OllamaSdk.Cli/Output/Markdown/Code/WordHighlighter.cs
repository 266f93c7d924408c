namespace OllamaSdk.Cli.Output.Markdown.Code;

/// <summary>Colours by a table of words and marks.</summary>
internal sealed class WordHighlighter(Language language) : Highlighter
{
    public override int Read(string line, int state, List<Stretch> stretches)
    {
        var at = 0;
        if (state > Start)
        {
            var open = language.Spans[state - 1];
            Add(stretches, 0, StyleOf(open));
            at = open.EndIn(line, 0);
            if (at < 0)
            {
                return state;
            }
        }

        while (at < line.Length)
        {
            if (IsLineComment(line, at))
            {
                Add(stretches, at, Comment);
                return Start;
            }

            var which = FindSpan(line, at);
            if (which >= 0)
            {
                var span = language.Spans[which];
                var end = span.EndIn(line, at + span.Open.Length);
                Add(stretches, at, span.IsComment ? Comment : IsKey(line, end) ? Name : Text);
                if (end < 0)
                {
                    return span.IsLong ? which + 1 : Start;
                }

                at = end;
            }
            else
            {
                at = ReadWord(line, at, stretches);
            }
        }

        return Start;
    }

    private static TextStyle StyleOf(CodeSpan span) => span.IsComment ? Comment : Text;

    private bool IsLineComment(string line, int at)
    {
        foreach (var mark in language.LineComments)
        {
            // In a shell and in YAML the mark is a letter where it does not begin a word.
            if (string.CompareOrdinal(line, at, mark, 0, mark.Length) == 0 && (mark != "#" || at == 0 || char.IsWhiteSpace(line[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private int FindSpan(string line, int at)
    {
        for (var i = 0; i < language.Spans.Length; i++)
        {
            if (language.Spans[i].BeginsIn(line, at))
            {
                return i;
            }
        }

        return -1;
    }

    // The name of a member: what stands before a colon.
    private bool IsKey(string line, int end)
    {
        if (!language.HasKeys || end < 0)
        {
            return false;
        }

        var rest = line.AsSpan(end).TrimStart(' ');
        return rest.Length > 0 && rest[0] == ':';
    }

    private int ReadWord(string line, int at, List<Stretch> stretches)
    {
        var first = line[at];
        var end = at + 1;
        if (char.IsAsciiDigit(first))
        {
            while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' || (line[end] == '.' && end + 1 < line.Length && char.IsAsciiDigit(line[end + 1]))))
            {
                end++;
            }

            Add(stretches, at, Value);
        }
        else if (IsLetter(first) || (language.HasVariables && first == '$'))
        {
            while (end < line.Length && (IsLetter(line[end]) || char.IsDigit(line[end]) || (language.HasKeys && line[end] == '-')))
            {
                end++;
            }

            var word = line.AsSpan(at, end - at);
            Add(stretches, at, first == '$' || (!language.HasKeyTexts && IsKey(line, end)) ? Name
                : language.IsKeyword(word) ? Keyword
                : language.IsValue(word) ? Value
                : TextStyle.Plain);
        }
        else
        {
            var isDirective = (first == '#' && language.HasDirectives) || (first == '@' && language.HasAttributes);
            while (isDirective && end < line.Length && IsLetter(line[end]))
            {
                end++;
            }

            Add(stretches, at, isDirective ? Keyword : TextStyle.Plain);
        }

        return end;
    }

    private static bool IsLetter(char c) => char.IsLetter(c) || c == '_';
}
