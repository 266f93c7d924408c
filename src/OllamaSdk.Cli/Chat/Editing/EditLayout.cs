namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>A row of the terminal.</summary>
/// <param name="Start">The first character of the text in it.</param>
/// <param name="End">Where the row's part of the text ends.</param>
/// <param name="Prompt">What stands before it; nothing where the line began in the row above.</param>
/// <param name="BeginsLine">Whether a line of the text begins in it.</param>
/// <param name="IsFull">Whether it reaches the terminal's edge.</param>
internal readonly record struct EditRow(int Start, int End, string Prompt, bool BeginsLine, bool IsFull);

/// <summary>Where the parts of a text stand in a terminal of some width. A row that is full ends where the next begins, also where that is empty.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="CursorRow">The row of the cursor.</param>
/// <param name="CursorColumn">Its column, from 0.</param>
internal sealed record EditLayout(IReadOnlyList<EditRow> Rows, int CursorRow, int CursorColumn)
{
    private const string NextPrompt = "... ";

    public static EditLayout Of(string prompt, string text, int cursor, int width)
    {
        // Where a prompt has no room there is none.
        var (before, nextPrompt) = (Cells.Of(prompt) < width ? prompt : "", NextPrompt.Length < width ? NextPrompt : "");
        var rows = new List<EditRow>();
        var (start, column, place) = (0, Cells.Of(before), 0);
        var (cursorRow, cursorColumn) = (0, 0);
        var beginsLine = true;
        void End(int end, bool isFull, string? next)
        {
            rows.Add(new EditRow(start, end, before, beginsLine, isFull));
            (start, before, beginsLine) = (end, next ?? "", next is not null);
        }

        foreach (var rune in text.EnumerateRunes())
        {
            var cells = rune.Value == '\n' ? 0 : Math.Min(Cells.Of(rune), width);
            if (column + cells > width)
            {
                End(place, isFull: false, null);
                column = 0;
            }

            if (place == cursor)
            {
                (cursorRow, cursorColumn) = (rows.Count, column);
            }

            if (rune.Value == '\n')
            {
                End(place, isFull: false, nextPrompt);
                start++;
                column = nextPrompt.Length;
            }

            place += rune.Utf16SequenceLength;
            column += cells;
            if (column == width && cells > 0)
            {
                End(place, isFull: true, null);
                column = 0;
            }
        }

        if (cursor >= place)
        {
            (cursorRow, cursorColumn) = (rows.Count, column);
        }

        End(place, isFull: false, null);
        return new EditLayout(rows, cursorRow, cursorColumn);
    }
}
