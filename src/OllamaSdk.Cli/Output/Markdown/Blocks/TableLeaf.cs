namespace OllamaSdk.Cli.Output.Markdown.Blocks;

/// <summary>
/// A table. While it fits on the screen it is drawn anew with each row, for a row may make a column wider; what is longer keeps the widths that its first
/// rows gave it, and each row is settled when it has ended.
/// </summary>
internal sealed class TableLeaf : Leaf
{
    private const int LongestRow = 4096;

    private readonly TableRow _head;
    private readonly TableAlignment[] _alignments;
    private List<TableRow> _rows = [];
    private TableColumns? _columns;
    private string? _line;

    private TableLeaf(TableRow head, TableAlignment[] alignments) => (_head, _alignments) = (head, alignments);

    /// <summary>Whether the line below a line makes a table of it.</summary>
    public static TableLeaf? Begin(string head, ReadOnlySpan<char> line)
    {
        if (!head.Contains('|', StringComparison.Ordinal) || TableAlignments.Read(line) is not { } alignments || TableRow.Count(head) != alignments.Length)
        {
            return null;
        }

        return new TableLeaf(TableRow.Read(head, alignments.Length, isOpen: false), alignments);
    }

    public void AddLine(string line) => _line = line;

    public override void Append(Page page, string text)
    {
        _line += text;
        if (_line.Length > LongestRow)
        {
            EndLine(page);
            _line = "";
        }
    }

    public override bool EndLine(Page page)
    {
        AddRow(isOpen: false);
        Settle(page);
        return false;
    }

    public override void Close(Page page, bool isOpen)
    {
        AddRow(isOpen);
        Write(page, _columns ?? Columns(page));
    }

    public override void Drop(Page page)
    {
        AddRow(isOpen: false);
        (_columns, _line) = (Columns(page), "");
        _rows.Clear();
    }

    public override Leaf Clone()
    {
        var copy = (TableLeaf)MemberwiseClone();
        copy._rows = [.. _rows];
        return copy;
    }

    private void AddRow(bool isOpen)
    {
        if (!string.IsNullOrWhiteSpace(_line))
        {
            _rows.Add(TableRow.Read(_line, _alignments.Length, isOpen));
        }

        _line = null;
    }

    private void Settle(Page page)
    {
        if (_columns is null)
        {
            var columns = Columns(page);
            if (_rows.Sum(columns.Height) + columns.Height(_head) + 1 <= page.Limit)
            {
                return;
            }

            Write(page, columns);
            _columns = columns;
        }
        else
        {
            Write(page, _columns);
        }

        _rows.Clear();
    }

    private TableColumns Columns(Page page) => new([_head, .. _rows], _alignments, page.ContentWidth);

    private void Write(Page page, TableColumns columns)
    {
        // With the columns the head is there too.
        if (_columns is null)
        {
            columns.Write(page, _head, TextStyle.Bold);
            columns.WriteRule(page);
        }

        foreach (var row in _rows)
        {
            columns.Write(page, row, TextStyle.Plain, _head);
        }
    }
}
