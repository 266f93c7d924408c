using System.Globalization;
using System.Text;

namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>The state of a terminal, and what each sequence does to it.</summary>
internal sealed class VtMachine
{
    private const int TabWidth = 8;
    private const int KeptLines = 10_000;

    private readonly List<Cell[]> _scrollback = [];
    private readonly CellGrid _main;
    private CellGrid? _alternate;
    private (int Row, int Column, Style Style, bool IsPending) _saved;
    private (int Row, int Column, Style Style, bool IsPending) _savedOfMain;
    private (int Top, int Bottom) _region;
    private bool _wrapPending;
    private bool _mayWrap = true;
    private Style _style;
    private Rune _last = new(' ');

    public VtMachine(int columns, int rows) => (_main, _region) = (new CellGrid(columns, rows), (0, rows - 1));

    public CellGrid Grid => _alternate ?? _main;

    public IReadOnlyList<Cell[]> Scrollback => _scrollback;

    public int Row { get; private set; }

    public int Column { get; private set; }

    public string Title { get; private set; } = "";

    public bool IsCursorVisible { get; private set; } = true;

    public bool IsAlternate => _alternate is not null;

    public bool TakesBracketedPaste { get; private set; }

    public bool HasApplicationCursorKeys { get; private set; }

    public int Bells { get; private set; }

    /// <summary>Sequences that nothing is known of, for a test to see.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>What the terminal answers: where the cursor is, and what it is.</summary>
    public Action<string> Answer { get; set; } = static _ => { };

    public void Resize(int columns, int rows)
    {
        _scrollback.AddRange(_main.Resize(columns, rows, IsAlternate ? _savedOfMain.Row : Row));
        _alternate?.Resize(columns, rows, Row);
        _region = (0, rows - 1);
        MoveTo(Math.Min(Row, rows - 1), Math.Min(Column, columns - 1));
    }

    public void Print(Rune rune)
    {
        var width = CellWidth.Of(rune);
        if (width == 0)
        {
            Combine(rune);
            return;
        }

        if (_wrapPending || (Column + width > Grid.Columns && _mayWrap))
        {
            Column = 0;
            LineFeed();
        }

        // A wide one has no place in the last column, where nothing may wrap.
        Column = Math.Max(0, Math.Min(Column, Grid.Columns - width));
        Grid.Put(Row, Column, new Cell(rune.ToString(), _style));
        if (width == 2 && Column + 1 < Grid.Columns)
        {
            Grid.Put(Row, Column + 1, new Cell("", _style));
        }

        _last = rune;
        _wrapPending = Column + width >= Grid.Columns && _mayWrap;
        Column = Math.Min(Column + width, Grid.Columns - 1);
    }

    public void Control(char c)
    {
        switch (c)
        {
            case '\a':
                Bells++;
                break;
            case '\b':
                MoveTo(Row, Column - 1);
                break;
            case '\t':
                MoveTo(Row, Math.Min(Grid.Columns - 1, ((Column / TabWidth) + 1) * TabWidth));
                break;
            case '\n' or '\v' or '\f':
                LineFeed();
                break;
            case '\r':
                MoveTo(Row, 0);
                break;
        }
    }

    public void Escape(string intermediate, char c)
    {
        switch (intermediate + c)
        {
            case "7":
                _saved = (Row, Column, _style, _wrapPending);
                break;
            case "8":
                Restore(_saved);
                break;
            case "D":
                LineFeed();
                break;
            case "E":
                Column = 0;
                LineFeed();
                break;
            case "M" when Row == _region.Top:
                Grid.ScrollDown(_region.Top, _region.Bottom, 1, _style);
                break;
            case "M":
                MoveTo(Row - 1, Column);
                break;
            case "c":
                Reset();
                break;
            case "=" or ">" or "(B" or "(0" or ")B" or "\\" or "H":
                break;
            default:
                Unknown.Add($"ESC {intermediate}{c}");
                break;
        }
    }

    public void Osc(string text)
    {
        // 8 is a link, 9 and 4 to 19 are messages and colours; none of them is drawn here.
        if (text.Split(';', 2) is ["0" or "2", var title])
        {
            Title = title;
        }
    }

    public void SetStyle(string numbers) => _style = StyleReader.Read(_style, numbers);

    public void Csi(string marks, char c, int[] values)
    {
        var first = Math.Max(1, values[0]);
        switch (marks + c)
        {
            case "A":
                MoveTo(Math.Max(Row - first, Row >= _region.Top ? _region.Top : 0), Column);
                break;
            case "B" or "e":
                MoveTo(Math.Min(Row + first, Row <= _region.Bottom ? _region.Bottom : Grid.Rows - 1), Column);
                break;
            case "C" or "a":
                MoveTo(Row, Column + first);
                break;
            case "D":
                MoveTo(Row, Column - first);
                break;
            case "E":
                MoveTo(Row + first, 0);
                break;
            case "F":
                MoveTo(Row - first, 0);
                break;
            case "G" or "`":
                MoveTo(Row, first - 1);
                break;
            case "d":
                MoveTo(first - 1, Column);
                break;
            case "H" or "f":
                MoveTo(first - 1, values.Length > 1 ? Math.Max(1, values[1]) - 1 : 0);
                break;
            case "J" or "?J":
                EraseScreen(values[0]);
                break;
            case "K" or "?K":
                EraseLine(values[0]);
                break;
            case "X":
                Grid.Erase(Row, Column, Column + first, _style);
                break;
            case "@":
                Grid.Insert(Row, Column, first, _style);
                break;
            case "P":
                Grid.Delete(Row, Column, first, _style);
                break;
            case "L" when Row >= _region.Top && Row <= _region.Bottom:
                Grid.ScrollDown(Row, _region.Bottom, first, _style);
                break;
            case "M" when Row >= _region.Top && Row <= _region.Bottom:
                Grid.ScrollUp(Row, _region.Bottom, first, _style);
                break;
            case "S":
                ScrollUp(first);
                break;
            case "T":
                Grid.ScrollDown(_region.Top, _region.Bottom, first, _style);
                break;
            case "b":
                Enumerable.Repeat(_last, first).ToList().ForEach(Print);
                break;
            case "r":
                _region = (first - 1, Math.Min(Grid.Rows, values.Length > 1 && values[1] > 0 ? values[1] : Grid.Rows) - 1);
                MoveTo(0, 0);
                break;
            case "s":
                _saved = (Row, Column, _style, _wrapPending);
                break;
            case "u":
                Restore(_saved);
                break;
            case "n" when values[0] == 6:
                Answer(string.Create(CultureInfo.InvariantCulture, $"\u001b[{Row + 1};{Column + 1}R"));
                break;
            case "n" when values[0] == 5:
                Answer("\u001b[0n");
                break;
            case "c":
                Answer("\u001b[?62;22c");
                break;
            case "?h" or "?l":
                Array.ForEach(values, mode => SetMode(mode, c == 'h'));
                break;
            case "!p":
                (_region, IsCursorVisible, _style, _mayWrap) = ((0, Grid.Rows - 1), true, default, true);
                break;
            // Lines and columns, the cursor's shape, insert mode, tabs, what a program asks about a mode.
            case "t" or " q" or "h" or "l" or "g" or "?$p" or ">c" or ">m" or "?u" or ">u" or "<u":
                break;
            default:
                Unknown.Add($"CSI {marks}{string.Join(';', values)}{c}");
                break;
        }
    }

    private void SetMode(int mode, bool isOn)
    {
        switch (mode)
        {
            case 1:
                HasApplicationCursorKeys = isOn;
                break;
            case 7:
                (_mayWrap, _wrapPending) = (isOn, _wrapPending && isOn);
                break;
            case 25:
                IsCursorVisible = isOn;
                break;
            case 2004:
                TakesBracketedPaste = isOn;
                break;
            case 47 or 1047 or 1049 when isOn && !IsAlternate:
                _savedOfMain = (Row, Column, _style, _wrapPending);
                _alternate = new CellGrid(_main.Columns, _main.Rows);
                break;
            case 47 or 1047 or 1049 when !isOn && IsAlternate:
                _alternate = null;
                Restore(_savedOfMain);
                break;
        }
    }

    private void MoveTo(int row, int column) =>
        (Row, Column, _wrapPending) = (Math.Clamp(row, 0, Grid.Rows - 1), Math.Clamp(column, 0, Grid.Columns - 1), false);

    private void Restore((int Row, int Column, Style Style, bool IsPending) saved)
    {
        MoveTo(saved.Row, saved.Column);
        (_style, _wrapPending) = (saved.Style, saved.IsPending);
    }

    private void LineFeed()
    {
        _wrapPending = false;
        if (Row == _region.Bottom)
        {
            ScrollUp(1);
        }
        else
        {
            Row = Math.Min(Row + 1, Grid.Rows - 1);
        }
    }

    private void ScrollUp(int count)
    {
        var gone = Grid.ScrollUp(_region.Top, _region.Bottom, count, _style);
        if (!IsAlternate && _region.Top == 0)
        {
            _scrollback.AddRange(gone);
            _scrollback.RemoveRange(0, Math.Max(0, _scrollback.Count - KeptLines));
        }
    }

    private void Combine(Rune rune)
    {
        var column = _wrapPending ? Column : Column - 1;
        column -= column > 0 && Grid[Row][column].IsRightHalf ? 1 : 0;
        if (column >= 0)
        {
            var cell = Grid[Row][column];
            Grid[Row][column] = cell with { Text = cell.Text + rune };
        }
    }

    private void EraseLine(int what)
    {
        _wrapPending = false;
        Grid.Erase(Row, what == 0 ? Column : 0, what == 1 ? Column + 1 : Grid.Columns, _style);
    }

    private void EraseScreen(int what)
    {
        if (what == 3)
        {
            _scrollback.Clear();
            return;
        }

        for (var row = 0; row < Grid.Rows; row++)
        {
            if (row != Row && (what == 2 || (what == 1) == (row < Row)))
            {
                Grid.Erase(row, 0, Grid.Columns, _style);
            }
        }

        EraseLine(what);
    }

    private void Reset()
    {
        (_alternate, _region, _style, IsCursorVisible, _mayWrap, Title) = (null, (0, _main.Rows - 1), default, true, true, "");
        EraseScreen(2);
        MoveTo(0, 0);
    }
}
