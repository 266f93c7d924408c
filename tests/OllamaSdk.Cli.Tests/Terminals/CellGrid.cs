namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>Rows of cells, and what can be done to them as a whole. Places that do not exist are for the caller to avoid.</summary>
internal sealed class CellGrid
{
    private List<Cell[]> _rows;

    public CellGrid(int columns, int rows) => (Columns, _rows) = (columns, [.. Enumerable.Range(0, rows).Select(_ => Line(columns, Style.Plain))]);

    public int Columns { get; private set; }

    public int Rows => _rows.Count;

    public Cell[] this[int row] => _rows[row];

    /// <summary>Puts a cell; the other half of a wide character that it breaks becomes a blank.</summary>
    public void Put(int row, int column, Cell cell)
    {
        var line = _rows[row];
        if (line[column].IsRightHalf && column > 0)
        {
            line[column - 1] = Cell.Blank(line[column - 1].Style);
        }

        if (column + 1 < Columns && line[column + 1].IsRightHalf)
        {
            line[column + 1] = Cell.Blank(line[column + 1].Style);
        }

        line[column] = cell;
    }

    public void Erase(int row, int from, int end, Style style)
    {
        for (var column = from; column < Math.Min(end, Columns); column++)
        {
            Put(row, column, Cell.Blank(style));
        }
    }

    /// <summary>Moves what is between the rows up; what leaves is given back.</summary>
    public Cell[][] ScrollUp(int top, int bottom, int count, Style style)
    {
        count = Math.Min(count, bottom - top + 1);
        Cell[][] gone = [.. _rows.Skip(top).Take(count)];
        _rows.RemoveRange(top, count);
        _rows.InsertRange(bottom - count + 1, Enumerable.Range(0, count).Select(_ => Line(Columns, style)));
        return gone;
    }

    public void ScrollDown(int top, int bottom, int count, Style style)
    {
        count = Math.Min(count, bottom - top + 1);
        _rows.RemoveRange(bottom - count + 1, count);
        _rows.InsertRange(top, Enumerable.Range(0, count).Select(_ => Line(Columns, style)));
    }

    public void Insert(int row, int column, int count, Style style)
    {
        var line = _rows[row];
        var kept = line[column..Math.Max(column, Columns - count)];
        Erase(row, column, Columns, style);
        kept.CopyTo(line, Columns - kept.Length);
    }

    public void Delete(int row, int column, int count, Style style)
    {
        var line = _rows[row];
        var kept = line[Math.Min(column + count, Columns)..];
        Erase(row, column, Columns, style);
        kept.CopyTo(line, column);
    }

    /// <summary>As xterm does it: lines are cut or made longer, and not wrapped anew. Rows that no longer fit leave at the top, down to the cursor's.</summary>
    public Cell[][] Resize(int columns, int rows, int cursorRow)
    {
        Columns = columns;
        _rows = [.. _rows.Select(line => (Cell[])[.. line.Take(columns), .. Line(Math.Max(0, columns - line.Length), Style.Plain)])];
        var leaving = Math.Max(0, cursorRow + 1 - rows);
        Cell[][] gone = [.. _rows.Take(leaving)];
        _rows.RemoveRange(0, leaving);
        _rows = [.. _rows.Take(rows), .. Enumerable.Range(0, Math.Max(0, rows - _rows.Count)).Select(_ => Line(columns, Style.Plain))];
        return gone;
    }

    public static string Text(Cell[] line) => string.Concat(line.Select(cell => cell.Text)).TrimEnd();

    private static Cell[] Line(int columns, Style style)
    {
        var line = new Cell[columns];
        Array.Fill(line, Cell.Blank(style));
        return line;
    }
}
