using System.Text;

namespace OllamaSdk.Cli.Output.Markdown;

/// <summary>What stands before a block's rows: bars of quotes, marks of lists.</summary>
internal readonly record struct Prefix(string Text, TextStyle Style);

/// <summary>Lays text out in rows, between words where it can; nothing that it is given can steer the terminal.</summary>
/// <param name="width">The width of a row in cells, with its prefix.</param>
/// <param name="rows">Takes the rows.</param>
/// <param name="first">What stands before the first row.</param>
/// <param name="rest">What stands before the others.</param>
/// <param name="isCode">Whether rows are broken at their ends only, and spaces count.</param>
internal sealed class RowWriter(int width, List<Row> rows, IReadOnlyList<Prefix> first, IReadOnlyList<Prefix> rest, bool isCode = false)
{
    private readonly StringBuilder _text = new();
    private readonly List<Stretch> _stretches = [];
    private readonly List<int> _sources = [];
    private int _start;
    private int _cells;
    private int _break;
    private int _source;
    private bool _isUncertain;
    private bool _continues;
    private bool _isFull;
    private bool _isBegun;
    private bool _hasFirst;
    private Rune _last;

    /// <summary>Makes the first row go on with the row before, which is full.</summary>
    public void Continue() => _continues = rest.Count == 0;

    /// <param name="text">The text.</param>
    /// <param name="style">How it looks.</param>
    /// <param name="source">Where it stands in the source.</param>
    /// <param name="isCopy">Whether it is the source's text; else all of it stands for what is there.</param>
    public void Add(ReadOnlySpan<char> text, TextStyle style, int source = 0, bool isCopy = false)
    {
        var at = source;
        foreach (var rune in text.EnumerateRunes())
        {
            _source = at;
            at += isCopy ? rune.Utf16SequenceLength : 0;
            if (rune.Value == '\n')
            {
                End(at);
                continue;
            }

            // Controls; and what reorders the text around it.
            Add(Rune.IsControl(rune) || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029 ? Rune.ReplacementChar : rune, style);
        }
    }

    /// <summary>Takes what another writer has laid out in one row.</summary>
    public void Add(Row row)
    {
        for (var i = 0; i < row.Stretches.Length; i++)
        {
            var end = i + 1 < row.Stretches.Length ? row.Stretches[i + 1].Start : row.Text.Length;
            Add(row.Text.AsSpan(row.Stretches[i].Start, end - row.Stretches[i].Start), row.Stretches[i].Style);
        }
    }

    /// <summary>Ends the row.</summary>
    public void End(int next = 0)
    {
        Begin();
        Finish(_text.Length, next, continues: false);
    }

    /// <summary>Ends the row, unless nothing stands in it.</summary>
    public void EndIfBegun(int next = 0)
    {
        if (_isBegun)
        {
            End(next);
        }
    }

    private void Add(Rune rune, TextStyle style)
    {
        var cells = CellWidth.Of(rune);
        Begin();
        if (cells == 2 && _last.Value != 0x200D && !IsClosing(rune) && !isCode)
        {
            _break = _text.Length;
        }

        if (rune.Value == ' ' && !isCode)
        {
            // Where a row ends, its space is not seen.
            if (_cells >= width)
            {
                _isFull = true;
                return;
            }
        }
        else if (_isFull && cells > 0)
        {
            Finish(_text.Length, _source, continues: false);
            Begin();
        }
        else if (_cells + cells > width && _text.Length > _start)
        {
            Break();
        }

        Put(rune, style, cells, _source);
        if (rune.Value is ' ' && !isCode)
        {
            _break = _text.Length;
        }
    }

    private void Begin()
    {
        if (_isBegun)
        {
            return;
        }

        _isBegun = true;
        foreach (var (text, style) in _hasFirst ? rest : first)
        {
            foreach (var rune in text.EnumerateRunes())
            {
                Put(rune, style, CellWidth.Of(rune), _source);
            }
        }

        _hasFirst = true;
        (_start, _break) = (_text.Length, 0);
    }

    private void Put(Rune rune, TextStyle style, int cells, int source)
    {
        if (_stretches.Count == 0 || _stretches[^1].Style != style)
        {
            _stretches.Add(new Stretch(_text.Length, style));
        }

        Span<char> chars = stackalloc char[2];
        var count = rune.EncodeToUtf16(chars);
        _text.Append(chars[..count]);
        for (var i = 0; i < count; i++)
        {
            _sources.Add(source);
        }

        _cells += cells;
        _isUncertain |= CellWidth.IsUncertain(rune);
        _last = rune;
    }

    // The next character has no place: the row ends behind the last word, and what stands behind that begins the next row.
    private void Break()
    {
        if (_break <= _start)
        {
            Finish(_text.Length, _source, continues: rest.Count == 0 && !_isUncertain);
            Begin();
            return;
        }

        var tail = _text.ToString(_break, _text.Length - _break);
        var sources = _sources.GetRange(_break, tail.Length);
        var styles = _stretches.ToArray();
        var at = _break;
        Finish(_break, sources.Count > 0 ? sources[0] : _source, continues: false);
        Begin();
        for (var i = 0; i < tail.Length;)
        {
            var rune = Rune.GetRuneAt(tail, i);
            Put(rune, StyleAt(styles, at + i), CellWidth.Of(rune), sources[i]);
            i += rune.Utf16SequenceLength;
        }
    }

    private static TextStyle StyleAt(Stretch[] stretches, int at) => Array.FindLast(stretches, stretch => stretch.Start <= at).Style;

    private void Finish(int length, int next, bool continues)
    {
        var kept = length;
        if (!isCode)
        {
            while (kept > 0 && _text[kept - 1] == ' ' && (kept > _start || length == _start))
            {
                kept--;
            }
        }

        var text = _text.ToString(0, kept);
        rows.Add(new Row(text, [.. _stretches.Where(stretch => stretch.Start < kept)], CellWidth.Of(text), _isUncertain, _continues, next));
        _text.Clear();
        _stretches.Clear();
        _sources.Clear();
        (_start, _cells, _break, _isUncertain, _isFull, _isBegun, _continues, _last) = (0, 0, 0, false, false, false, continues, default);
    }

    // What may not begin a row in Chinese and Japanese.
    private static bool IsClosing(Rune rune) => rune.Value is 0x3001 or 0x3002 or 0xFF0C or 0xFF0E or 0xFF01 or 0xFF1F or 0xFF1A or 0xFF1B or 0xFF09 or 0x300D or 0x300F or 0x3011 or 0x300B;
}
