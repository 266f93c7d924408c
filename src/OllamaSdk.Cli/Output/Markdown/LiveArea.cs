using System.Globalization;
using System.Text;

namespace OllamaSdk.Cli.Output.Markdown;

/// <summary>
/// The last rows of a terminal, of which some may still change. It writes as little as it can: what is the same stays. Between two calls the cursor is at the
/// end of the last row. It moves the cursor to no row but its own.
/// </summary>
internal sealed class LiveArea
{
    private readonly StringBuilder _output = new();

    // The first of them is settled, if any is: what comes next stands below it.
    private List<Row> _shown = [];
    private bool _isAnchored;
    private int _cursor;
    private bool _isBehindFull;

    /// <summary>Whether something stands in the cursor's row.</summary>
    public bool IsLineOpen => _shown.Count > 0;

    /// <param name="settled">The rows that are ready, in place of the first that could change.</param>
    /// <param name="live">The rows behind them, which may change; no more than the screen has.</param>
    /// <param name="width">The terminal's width.</param>
    /// <returns>What is to be written.</returns>
    public string Draw(IReadOnlyList<Row> settled, IReadOnlyList<Row> live, int width)
    {
        _output.Clear();
        var target = new List<Row>(settled.Count + live.Count + 1);
        target.AddRange(_isAnchored ? _shown.Take(1) : []);
        target.AddRange(settled);
        var anchor = target.Count - 1;
        target.AddRange(live);
        Change(target, width);
        _isAnchored = anchor >= 0;
        _shown = anchor > 0 ? target.GetRange(anchor, target.Count - anchor) : target;
        _cursor = _shown.Count - 1;
        return _output.ToString();
    }

    /// <summary>Leaves what is there, and begins a row of its own.</summary>
    public string Leave()
    {
        var end = IsLineOpen ? "\r\n" : "";
        (_shown, _isAnchored, _isBehindFull) = ([], false, false);
        return end;
    }

    private void Change(List<Row> target, int width)
    {
        for (var i = 0; i < target.Count; i++)
        {
            if (i < _shown.Count)
            {
                if (!target[i].LooksLike(_shown[i]))
                {
                    Rewrite(i, _shown[i], target[i], width);
                }
            }
            else
            {
                Append(i, target[i], width);
            }
        }

        if (_shown.Count > target.Count)
        {
            EraseBelow(target.Count);
        }

        if (target.Count > 0 && _cursor != target.Count - 1)
        {
            MoveTo(target.Count - 1);
            MoveRight(target[^1].Width);
        }
    }

    private void Append(int row, Row text, int width)
    {
        if (row > 0)
        {
            // It may be that rows above were drawn anew: the line's end is where the last one ends.
            MoveTo(row - 1, stays: true);
            if (!(text.Continues && _isBehindFull))
            {
                _output.Append("\r\n");
            }
        }

        Write(row, text, 0, width);
    }

    private void Rewrite(int row, Row old, Row text, int width)
    {
        var common = text.CommonLength(old);
        var isUncertain = old.IsUncertain || text.IsUncertain;
        if (_cursor != row || common != old.Text.Length || _isBehindFull)
        {
            MoveTo(row);
            MoveRight(CellWidth.Of(text.Text.AsSpan(0, common)));
        }

        if (isUncertain)
        {
            _output.Append("\u001b[K");
        }

        Write(row, text, common, width);
        if (text.Width < old.Width && !isUncertain)
        {
            _output.Append("\u001b[K");
        }
    }

    private void Write(int row, Row text, int from, int width)
    {
        text.WriteTo(_output, from);
        (_cursor, _isBehindFull) = (row, text.Width == width && !text.IsUncertain && text.Text.Length > from);
    }

    private void EraseBelow(int count)
    {
        if (count == 0)
        {
            MoveTo(0);
            _output.Append("\u001b[J");
            return;
        }

        MoveTo(count);
        _output.Append("\u001b[J");
    }

    // To the row's first column, unless it stays where it is in its row.
    private void MoveTo(int row, bool stays = false)
    {
        if (stays && _cursor == row)
        {
            return;
        }

        var by = row - _cursor;
        if (by != 0)
        {
            _output.Append(CultureInfo.InvariantCulture, $"\u001b[{Math.Abs(by)}{(by < 0 ? 'A' : 'B')}");
        }

        _output.Append('\r');
        (_cursor, _isBehindFull) = (row, false);
    }

    private void MoveRight(int cells)
    {
        if (cells > 0)
        {
            _output.Append(CultureInfo.InvariantCulture, $"\u001b[{cells}C");
        }
    }
}
