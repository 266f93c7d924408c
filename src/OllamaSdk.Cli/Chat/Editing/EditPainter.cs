using System.Globalization;
using System.Text;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>Shows a text while it is being typed. Each time all of it is written over what stood there, in one piece so that nothing flickers.</summary>
/// <param name="output">The terminal, which adds no carriage returns.</param>
/// <param name="size">Its width and height.</param>
internal sealed class EditPainter(TextWriter output, Func<(int Width, int Height)> size)
{
    private const string NextRow = "\r\n";

    // What stands on the screen: the rows from the first that fits, and the cursor's among them.
    private string _prompt = "";
    private string _text = "";
    private int _cursor = -1;
    private int _top;

    /// <summary>Shows the text as it is now.</summary>
    public void Paint(LineEditor editor)
    {
        var (text, width) = (editor.Text, Width);
        // The usual case, and the only one that a slow line or a screen reader should hear: a letter at the end.
        if (_cursor == _text.Length && editor.Cursor == text.Length && editor.Prompt == _prompt && text.StartsWith(_text, StringComparison.Ordinal)
            && EditLayout.Of(_prompt, _text, _cursor, width).CursorRow == EditLayout.Of(_prompt, text, text.Length, width).CursorRow)
        {
            output.Write(Shown(text[_text.Length..]));
            (_text, _cursor) = (text, text.Length);
            return;
        }

        Repaint(editor);
    }

    /// <summary>Shows all of the text, and leaves the cursor in the row below.</summary>
    public void Finish(LineEditor editor)
    {
        Write(editor.Prompt, editor.Text, editor.Text.Length, isLast: true);
        Forget();
    }

    /// <summary>Shows all of it anew, as after a change of the terminal's size.</summary>
    public void Repaint(LineEditor editor)
    {
        Write(editor.Prompt, editor.Text, editor.Cursor, isLast: false);
        (_prompt, _text, _cursor) = (editor.Prompt, editor.Text, editor.Cursor);
    }

    /// <summary>What is painted next begins where the cursor stands: something else was written.</summary>
    public void Forget() => (_prompt, _text, _cursor, _top) = ("", "", -1, 0);

    /// <summary>Clears the screen; what is painted next stands at its top.</summary>
    public void Clear()
    {
        output.Write("\u001b[H\u001b[2J");
        Forget();
    }

    private void Write(string prompt, string text, int cursor, bool isLast)
    {
        var (width, height) = (Width, Math.Max(2, size().Height));
        var shown = new StringBuilder("\u001b[?25l");
        if (_cursor >= 0)
        {
            // After a new width this is right where the terminal lays out its lines anew, as most do.
            Up(shown, EditLayout.Of(_prompt, _text, _cursor, width).CursorRow - _top);
        }

        shown.Append('\r');
        var layout = EditLayout.Of(prompt, text, cursor, width);
        var first = _cursor < 0 || isLast ? 0 : Math.Min(_top, layout.CursorRow);
        var end = layout.Rows.Count;
        if (!isLast)
        {
            first = Math.Max(first, layout.CursorRow - height + 1);
            first = Math.Max(0, Math.Min(first, layout.Rows.Count - height));
            end = Math.Min(end, first + height);
        }

        for (var row = first; row < end; row++)
        {
            var (start, stop, before, _, isFull) = layout.Rows[row];
            shown.Append(before).Append(Shown(text[start..stop]));
            if (!isFull)
            {
                // At the edge the cursor still stands on the last character, which this would take away.
                shown.Append("\u001b[K");
            }

            // Where the text goes on the terminal breaks the line itself, and so knows that it is one.
            if (row + 1 < end && layout.Rows[row + 1] is var next && (next.BeginsLine || next.Start == next.End))
            {
                shown.Append(NextRow);
            }
        }

        if (!layout.Rows[end - 1].IsFull)
        {
            shown.Append("\u001b[J");
        }

        if (isLast)
        {
            shown.Append(NextRow);
        }
        else
        {
            Up(shown, end - 1 - layout.CursorRow);
            shown.Append('\r');
            if (layout.CursorColumn > 0)
            {
                shown.Append(CultureInfo.InvariantCulture, $"\u001b[{layout.CursorColumn}C");
            }
        }

        _top = first;
        output.Write(shown.Append("\u001b[?25h").ToString());
    }

    private int Width => size().Width;

    private static string Shown(string text) => text.Replace("\t", Cells.Tab, StringComparison.Ordinal);

    private static void Up(StringBuilder shown, int rows)
    {
        if (rows > 0)
        {
            shown.Append(CultureInfo.InvariantCulture, $"\u001b[{rows}A");
        }
    }
}
