using OllamaSdk.Cli.Output.Markdown.Code;

namespace OllamaSdk.Cli.Output.Markdown.Blocks;

/// <summary>A block of code between fences, or indented. A line is settled when it has ended, and the first rows of a long one before.</summary>
internal sealed class CodeLeaf : Leaf
{
    private const int LongestLine = 2048;
    private const int WidestRule = 60;

    private readonly Highlighter _highlighter;
    private readonly char _fence;
    private readonly int _fenceLength;
    private readonly int _indent;
    private int _state;
    private int _blankLines;
    private string? _line;
    private bool _continues;

    private CodeLeaf(string language, char fence, int fenceLength, int indent) =>
        (_highlighter, _fence, _fenceLength, _indent) = (Highlighter.For(language), fence, fenceLength, indent);

    public bool IsFenced => _fenceLength > 0;

    public static CodeLeaf Indented() => new("", '\0', 0, 0);

    /// <summary>Begins a block behind its fence.</summary>
    public static CodeLeaf Fenced(Page page, ReadOnlySpan<char> line, int length, int indent)
    {
        var words = line[length..].Trim();
        var language = words[..(words.IndexOfAny(" {,:") is >= 0 and var end ? end : words.Length)].ToString();
        Rule(page, words.ToString());
        return new CodeLeaf(language, line[0], length, indent);
    }

    /// <summary>Whether the line is the fence that ends the block.</summary>
    public bool IsEnd(ReadOnlySpan<char> line)
    {
        line = line.Trim(' ');
        return line.Length >= _fenceLength && IsPartOfEnd(line);
    }

    /// <summary>Whether the line may become the fence that ends the block.</summary>
    public bool IsPartOfEnd(ReadOnlySpan<char> line) => line.Length > 0 && !line.Trim(' ').ContainsAnyExcept(_fence);

    public void AddLine(Page page, ReadOnlySpan<char> line)
    {
        if (!IsFenced)
        {
            if (line.IsWhiteSpace())
            {
                // Those at the end belong to what follows.
                _blankLines++;
                return;
            }

            for (; _blankLines > 0; _blankLines--)
            {
                page.AddRow("", TextStyle.Plain);
            }
        }

        _line = line[Math.Min(_indent, LineStart.Indent(line))..].ToString();
    }

    public override void Append(Page page, string text)
    {
        _line += text;
        if (_line.Length < LongestLine)
        {
            return;
        }

        // All full rows; the last one may go on, and is the next line's first.
        var rows = new List<Row>();
        Write(new RowWriter(page.ContentWidth, rows, [], [], isCode: true), _line, out _);
        var at = rows.Count > 1 ? rows[^2].Next : 0;
        if (at > 0)
        {
            WriteTo(page, _line[..at], out _state);
            (_line, _continues) = (_line[at..], !rows[^2].IsUncertain);
        }
    }

    public override bool EndLine(Page page)
    {
        if (_line is { } line)
        {
            WriteTo(page, line, out _state);
            (_line, _continues) = (null, false);
        }

        return false;
    }

    public override void Close(Page page, bool isOpen)
    {
        EndLine(page);
        if (IsFenced && !isOpen)
        {
            Rule(page, "");
        }
    }

    public override void Drop(Page page) => (_line, _continues) = ("", false);

    private void WriteTo(Page page, string line, out int state)
    {
        var writer = page.Writer(isCode: true);
        if (_continues)
        {
            writer.Continue();
        }

        Write(writer, line, out state);
    }

    private void Write(RowWriter rows, string line, out int state)
    {
        var stretches = new List<Stretch>();
        state = _highlighter.Read(line, _state, stretches);
        for (var i = 0; i < stretches.Count; i++)
        {
            var (start, end) = (stretches[i].Start, i + 1 < stretches.Count ? stretches[i + 1].Start : line.Length);
            rows.Add(line.AsSpan(start, end - start), stretches[i].Style, start, isCopy: true);
        }

        rows.End(line.Length);
    }

    private static void Rule(Page page, string words)
    {
        var writer = page.Writer();
        var width = Math.Min(page.ContentWidth, WidestRule);
        var label = words.Length == 0 ? "" : CellWidth.Of(words) > width - 6 ? words : $" {words} ";
        writer.Add(label.Length == 0 ? "" : "──", TextStyle.Dim);
        writer.Add(label, TextStyle.Dim);
        writer.Add(new string('─', Math.Max(0, width - CellWidth.Of(label) - (label.Length == 0 ? 0 : 2))), TextStyle.Dim);
        writer.End();
    }
}
