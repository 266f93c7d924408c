using OllamaSdk.Cli.Output.Markdown.Inline;

namespace OllamaSdk.Cli.Output.Markdown.Blocks;

internal enum TableAlignment
{
    Left,
    Centre,
    Right,
}

/// <summary>Reads the line below a table's head.</summary>
internal static class TableAlignments
{
    public static TableAlignment[]? Read(ReadOnlySpan<char> line)
    {
        if (line.ContainsAnyExcept("|-: ") || !line.Contains('-'))
        {
            return null;
        }

        var cells = TableRow.Split(line.ToString());
        return cells.TrueForAll(cell => cell.Length > 0 && cell.Trim(':') is { Length: > 0 } dashes && dashes.Trim('-').Length == 0 && cell.AsSpan().Count(':') <= 2)
            ? [.. cells.Select(cell => (cell[0] == ':', cell[^1] == ':') switch { (true, true) => TableAlignment.Centre, (false, true) => TableAlignment.Right, _ => TableAlignment.Left })]
            : null;
    }
}

/// <summary>A row of a table: the text of each cell, and how it looks.</summary>
internal sealed record TableRow(string[] Cells, List<Piece>[] Pieces, int[] Widths)
{
    public static int Count(string line) => Split(line).Count;

    /// <param name="line">The row as it is written.</param>
    /// <param name="count">How many columns the table has.</param>
    /// <param name="isOpen">Whether more of the row will come.</param>
    public static TableRow Read(string line, int count, bool isOpen)
    {
        var cells = Split(line);
        // What stands in columns too many is a part of the last one, rather than lost.
        string[] kept = cells.Count > count
            ? [.. cells.Take(count - 1), string.Join(" | ", cells.Skip(count - 1))]
            : [.. cells, .. Enumerable.Repeat("", count - cells.Count)];
        var pieces = Array.ConvertAll(kept, cell => InlineText.Parse(cell, isOpen));
        return new TableRow(kept, pieces, [.. kept.Select((cell, column) => Width(cell, pieces[column]))]);
    }

    /// <summary>The cells of a line. A bar behind a backslash is a letter.</summary>
    public static List<string> Split(string line)
    {
        var text = line.Trim();
        text = text.StartsWith('|') ? text[1..] : text;
        var cells = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '|')
            {
                cells.Add(Cell(text[start..i]));
                start = i + 1;
            }
        }

        if (start < text.Length || cells.Count == 0)
        {
            cells.Add(Cell(text[start..]));
        }

        return cells;
    }

    // The backslash is the table's: also in code.
    private static string Cell(string text) => text.Trim().Replace("\\|", "|", StringComparison.Ordinal);

    // The widest of its lines, for a break may stand in a cell.
    private static int Width(string cell, List<Piece> pieces)
    {
        var (width, widest) = (0, 0);
        foreach (var piece in pieces)
        {
            width = piece.Text == "\n" ? 0 : width + CellWidth.Of(piece.Text ?? cell.AsSpan(piece.Start, piece.Length));
            widest = Math.Max(widest, width);
        }

        return widest;
    }
}
