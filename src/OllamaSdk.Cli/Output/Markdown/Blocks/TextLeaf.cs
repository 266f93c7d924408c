using OllamaSdk.Cli.Output.Markdown.Inline;

namespace OllamaSdk.Cli.Output.Markdown.Blocks;

/// <summary>A paragraph or a heading.</summary>
internal sealed class TextLeaf(string text, int level) : Leaf
{
    private string _text = text;
    private int _level = level;

    /// <summary>Whether lines can be added.</summary>
    public bool IsParagraph => _level == 0;

    /// <summary>The last line, where the paragraph may still become a table or a heading.</summary>
    public string LastLine => _text[(_text.LastIndexOf('\n') + 1)..];

    public void AddLine(string line) => _text = _text.Length == 0 ? line : string.Concat(_text.AsSpan().TrimEnd(' '), "\n", line);

    /// <summary>Takes the last line away, for a table whose head it is.</summary>
    /// <returns>Whether something is left.</returns>
    public bool RemoveLastLine()
    {
        _text = _text[..Math.Max(0, _text.LastIndexOf('\n'))];
        return _text.Length > 0;
    }

    public void MakeHeading(int level) => _level = level;

    public override void Append(Page page, string text)
    {
        _text += text;
        Cut(page);
    }

    public override bool EndLine(Page page)
    {
        Cut(page);
        return !IsParagraph;
    }

    public override void Close(Page page, bool isOpen)
    {
        var text = _level > 0 ? WithoutMarks(_text) : _text.TrimEnd();
        if (text.Length > 0)
        {
            Write(page.Writer(), text, isOpen);
        }
    }

    public override void Drop(Page page) => _text = _text[InlineText.UndecidedEnd(_text)..];

    // What is longer than the screen cannot be drawn anew: its first part is settled, between words, and where nothing is open if there is such a place.
    private void Cut(Page page)
    {
        while (_text.Length > page.Limit * page.ContentWidth / 2)
        {
            var rows = new List<Row>();
            Write(new RowWriter(page.ContentWidth, rows, [], []), _text, isOpen: false);
            if (rows.Count <= page.Limit || Place(rows) is not { } at)
            {
                return;
            }

            Write(page.Writer(), _text[..at].TrimEnd(), isOpen: false);
            _text = _text[at..].TrimStart();
        }
    }

    private int? Place(List<Row> rows)
    {
        var middle = rows.Count / 2;
        for (var i = middle; i > 0; i--)
        {
            if (rows[i - 1].Next > 0 && IsPlain(rows[i - 1].Stretches.LastOrDefault()) && IsPlain(rows[i].Stretches.FirstOrDefault()))
            {
                return rows[i - 1].Next;
            }
        }

        return rows[middle - 1].Next is > 0 and var at && at < _text.Length ? at : null;
    }

    private bool IsPlain(Stretch stretch) => stretch.Style == Style;

    private void Write(RowWriter rows, string text, bool isOpen)
    {
        Page.Write(rows, text, InlineText.Parse(text, isOpen), Style);
        rows.EndIfBegun(text.Length);
    }

    private TextStyle Style => _level switch
    {
        0 => TextStyle.Plain,
        1 => TextStyle.Bold | TextStyle.Underlined | TextStyle.Magenta,
        2 => TextStyle.Bold | TextStyle.Magenta,
        _ => TextStyle.Bold,
    };

    // The marks behind a heading are none of its words.
    private static string WithoutMarks(string text)
    {
        text = text.TrimEnd();
        var words = text.TrimEnd('#');
        return words.Length == 0 || words[^1] == ' ' ? words.TrimEnd() : text;
    }
}
