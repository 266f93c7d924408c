namespace OllamaSdk.Cli.Output.Markdown.Blocks;

/// <summary>How wide the columns of a table are, and its rows in them. In a terminal too narrow for columns each cell is a line, with its column's name.</summary>
internal sealed class TableColumns
{
    private const int Gap = 3;
    private const int Narrowest = 4;

    private readonly TableAlignment[] _alignments;
    private readonly int[]? _widths;

    public TableColumns(IReadOnlyList<TableRow> rows, TableAlignment[] alignments, int width)
    {
        _alignments = alignments;
        var natural = Enumerable.Range(0, alignments.Length).Select(column => Math.Max(1, rows.Max(row => row.Widths[column]))).ToArray();
        var space = width - (Gap * (alignments.Length - 1));
        _widths = natural.Sum() <= space ? natural : space < Narrowest * alignments.Length ? null : Shared(natural, space);
    }

    /// <summary>How many rows of the screen a row takes.</summary>
    public int Height(TableRow row) => _widths is null ? row.Cells.Length : CellRows(row, TextStyle.Plain).Max(cell => cell.Count);

    public void Write(Page page, TableRow row, TextStyle style, TableRow? head = null)
    {
        if (_widths is null)
        {
            WriteList(page, row, head);
            return;
        }

        var cells = CellRows(row, style);
        for (var i = 0; i < cells.Max(cell => cell.Count); i++)
        {
            var writer = page.Writer(isCode: true);
            for (var column = 0; column < cells.Length; column++)
            {
                var text = i < cells[column].Count ? cells[column][i] : Row.Empty;
                var free = _widths[column] - text.Width;
                var before = _alignments[column] switch { TableAlignment.Right => free, TableAlignment.Centre => free / 2, _ => 0 };
                writer.Add(Spaces(before), TextStyle.Plain);
                writer.Add(text);
                if (column < cells.Length - 1)
                {
                    writer.Add(Spaces(free - before), TextStyle.Plain);
                    writer.Add(" │ ", TextStyle.Dim);
                }
            }

            writer.End();
        }
    }

    public void WriteRule(Page page)
    {
        if (_widths is not null)
        {
            page.AddRow(string.Join("─┼─", _widths.Select(width => new string('─', width))), TextStyle.Dim);
        }
    }

    private static void WriteList(Page page, TableRow row, TableRow? head)
    {
        // The head alone says nothing: its words stand before each cell.
        if (head is null)
        {
            return;
        }

        for (var column = 0; column < row.Cells.Length; column++)
        {
            var writer = page.Writer();
            Page.Write(writer, head.Cells[column], head.Pieces[column], TextStyle.Bold);
            writer.Add(": ", TextStyle.Bold);
            Page.Write(writer, row.Cells[column], row.Pieces[column], TextStyle.Plain);
            writer.End();
        }

        page.AddRow("", TextStyle.Plain);
    }

    private List<Row>[] CellRows(TableRow row, TextStyle style)
    {
        var cells = new List<Row>[row.Cells.Length];
        for (var column = 0; column < cells.Length; column++)
        {
            cells[column] = [];
            var writer = new RowWriter(_widths![column], cells[column], [], []);
            Page.Write(writer, row.Cells[column], row.Pieces[column], style);
            writer.EndIfBegun();
        }

        return cells;
    }

    // The narrow ones keep what they need; the others share the rest.
    private static int[] Shared(int[] natural, int space)
    {
        var widths = new int[natural.Length];
        var left = natural.Length;
        foreach (var column in Enumerable.Range(0, natural.Length).OrderBy(column => natural[column]))
        {
            widths[column] = Math.Min(natural[column], space / left);
            space -= widths[column];
            left--;
        }

        return widths;
    }

    private static string Spaces(int count) => new(' ', Math.Max(0, count));
}
