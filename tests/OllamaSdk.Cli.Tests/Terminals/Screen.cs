using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>
/// What a person sees of a program in a terminal: it does what xterm does with the program's output. How to use it stands at <see cref="PtyProgram"/>;
/// alone it is fed by <see cref="Feed(string)"/>. All members may be called from any thread.
/// </summary>
internal sealed class Screen
{
    private readonly Lock _lock = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly VtMachine _machine;
    private readonly VtParser _parser;
    private readonly StringBuilder _raw = new();
    private readonly List<(Func<Screen, bool> Condition, TaskCompletionSource Seen)> _waiting = [];
    private string? _end;

    public Screen(int columns, int rows)
    {
        _machine = new VtMachine(columns, rows);
        _parser = new VtParser(_machine);
    }

    public int Columns => Read(() => _machine.Grid.Columns);

    /// <summary>Each row of the screen as text, without blanks at its end.</summary>
    public string[] Rows => Read(() => Enumerable.Range(0, _machine.Grid.Rows).Select(row => CellGrid.Text(_machine.Grid[row])).ToArray());

    /// <summary>The rows as one text, without the empty ones at the end.</summary>
    public string Text => string.Join('\n', Rows).TrimEnd('\n');

    /// <summary>The rows that have left the screen at its top.</summary>
    public string[] Scrollback => Read(() => _machine.Scrollback.Select(CellGrid.Text).ToArray());

    /// <summary>All that was printed and is still there: the scrollback and the screen.</summary>
    public string History => Read(() => string.Join('\n', Scrollback.Concat(Rows)).TrimEnd('\n'));

    /// <summary>Where the cursor is, from (0, 0) at the top left.</summary>
    public (int Row, int Column) Cursor => Read(() => (_machine.Row, _machine.Column));

    public string Title => Read(() => _machine.Title);

    public bool IsCursorVisible => Read(() => _machine.IsCursorVisible);

    /// <summary>Whether the program shows a screen of its own, as editors do.</summary>
    public bool IsAlternate => Read(() => _machine.IsAlternate);

    public bool TakesBracketedPaste => Read(() => _machine.TakesBracketedPaste);

    public bool HasApplicationCursorKeys => Read(() => _machine.HasApplicationCursorKeys);

    public int Bells => Read(() => _machine.Bells);

    /// <summary>Sequences that this terminal does not know.</summary>
    public string[] Unknown => Read(() => _machine.Unknown.ToArray());

    /// <summary>Everything that the program has written, as it was.</summary>
    public string Raw => Read(() => _raw.ToString());

    /// <summary>What the terminal answers when a program asks where the cursor is.</summary>
    public Action<string> Answer
    {
        set => _machine.Answer = value;
    }

    /// <summary>A place with its colours.</summary>
    public Cell CellAt(int row, int column) => Read(() => _machine.Grid[row][column]);

    /// <summary>The row's cells, with their colours.</summary>
    public Cell[] CellsOf(int row) => Read(() => _machine.Grid[row].ToArray());

    /// <summary>How the first character of <paramref name="text"/> looks, where it first stands on the screen.</summary>
    public Style StyleOf(string text) => Read(() =>
    {
        var rows = Rows;
        var row = Array.FindIndex(rows, line => line.Contains(text, StringComparison.Ordinal));
        Assert.True(row >= 0, $"'{text}' is not on the screen:\n{Show()}");
        var at = rows[row].IndexOf(text, StringComparison.Ordinal);
        // Cells hold more or less than one character each.
        var column = 0;
        for (var length = 0; (length += _machine.Grid[row][column].Text.Length) <= at; column++)
        {
        }

        return _machine.Grid[row][column].Style;
    });

    public void Feed(string text) => Feed(Encoding.UTF8.GetBytes(text));

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            var text = new char[_decoder.GetCharCount(bytes, flush: false)];
            _decoder.GetChars(bytes, text, flush: false);
            _raw.Append(text);
            foreach (var rune in new string(text).EnumerateRunes())
            {
                _parser.Feed(rune);
            }

            Tell();
        }
    }

    public void Resize(int columns, int rows)
    {
        lock (_lock)
        {
            _machine.Resize(columns, rows);
            Tell();
        }
    }

    /// <summary>Waits until the text stands on the screen, in one row; at once where it does already.</summary>
    public Task WaitForAsync(string text) => WaitForAsync(screen => screen.Rows.Any(row => row.Contains(text, StringComparison.Ordinal)), $"'{text}'");

    /// <summary>Waits until the screen is as asked; at once where it is already. Fails where the program ends before.</summary>
    /// <param name="condition">Looked at whenever the program has printed something.</param>
    /// <param name="what">What is waited for, in the words of a failure.</param>
    public async Task WaitForAsync(Func<Screen, bool> condition, string what = "a condition")
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((condition, seen));
            Tell();
        }

        try
        {
            await Guard.Within(seen.Task, $"{what} on the screen");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; the screen is:\n{Show()}", e);
        }
    }

    /// <summary>The screen in a frame, for failures.</summary>
    public string Show() => Read(() => string.Join('\n', Rows.Select(row => $"│{row}")));

    /// <summary>Nothing more will come.</summary>
    /// <param name="why">The words for those who wait.</param>
    internal void End(string why)
    {
        lock (_lock)
        {
            _end = why;
            Tell();
        }
    }

    private void Tell()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var (condition, seen) = _waiting[i];
            if (!Holds(condition, seen) && _end is null)
            {
                continue;
            }

            seen.TrySetException(new InvalidOperationException($"{_end}, and what was waited for is not there; the screen is:\n{Show()}"));
            _waiting.RemoveAt(i);
        }
    }

    private bool Holds(Func<Screen, bool> condition, TaskCompletionSource seen)
    {
        try
        {
            return condition(this) && seen.TrySetResult();
        }
        catch (Exception e)
        {
            return seen.TrySetException(e);
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
