using OllamaSdk.Cli.Chat.Editing;
using OllamaSdk.Cli.Tests.Terminals;

namespace OllamaSdk.Cli.Tests.Editing;

/// <summary>What stands on a terminal while a text is typed.</summary>
public sealed class EditPainterTests
{
    private readonly StringWriter _written = new();

    [Theory]
    [InlineData("hello", ">>> hello", 0, 9)]
    [InlineData("one\ntwo", ">>> one\n... two", 1, 7)]
    // Twelve wide: a text to the very edge, and one beyond.
    [InlineData("12345678", ">>> 12345678", 1, 0)]
    [InlineData("123456789", ">>> 12345678\n9", 1, 1)]
    [InlineData("12345678\nx", ">>> 12345678\n\n... x", 2, 5)]
    // A wide letter that has no room at the edge stands in the next row.
    [InlineData("1234567日x", ">>> 1234567\n日x", 1, 3)]
    [InlineData("日本語漢", ">>> 日本語漢", 1, 0)]
    // What combines takes no room.
    [InlineData("e\u0301e\u0301e\u0301", ">>> e\u0301e\u0301e\u0301", 0, 7)]
    [InlineData("a\tb", ">>> a    b", 0, 10)]
    [InlineData("\n\n", ">>>\n...\n...", 2, 4)]
    public void A_text_wraps_as_the_terminal_does(string text, string rows, int row, int column)
    {
        var screen = new Screen(12, 8);
        var (editor, painter) = Begin(12, 8, text);

        painter.Paint(editor);
        Show(screen);

        Assert.Equal(rows, screen.Text);
        Assert.Equal((row, column), screen.Cursor);
        Assert.Empty(screen.Unknown);
    }

    [Fact]
    public void Typed_letter_by_letter_it_is_the_same_as_at_once()
    {
        foreach (var text in (string[])["abcdefghijklmnopqrstuvwxyz", "日本語日本語日本語日本語", "ab\ncd日本e\u0301xyz123456789\n\nend"])
        {
            for (var width = 6; width < 30; width++)
            {
                var (slow, fast) = (new Screen(width, 20), new Screen(width, 20));
                var (editor, painter) = Begin(width, 20, "");
                painter.Paint(editor);
                foreach (var rune in text.EnumerateRunes())
                {
                    editor.Press(rune.Value == '\n' ? new EditKey(EditKeyKind.NewLine) : new EditKey(EditKeyKind.Text, rune.ToString()));
                    painter.Paint(editor);
                    Show(slow);
                }

                var (other, once) = Begin(width, 20, text);
                once.Paint(other);
                Show(fast);
                Assert.Equal(fast.Text, slow.Text);
                Assert.Equal(fast.Cursor, slow.Cursor);
            }
        }
    }

    [Fact]
    public void The_cursor_stands_where_the_next_letter_goes()
    {
        const string Text = "abcdefgh日本語\nxy12345678\nz";
        for (var width = 5; width < 20; width++)
        {
            var screen = new Screen(width, 20);
            var (editor, painter) = Begin(width, 20, Text);
            painter.Paint(editor);
            for (var place = Text.Length; place > 0; place--)
            {
                editor.Press(new EditKey(EditKeyKind.Left));
                painter.Paint(editor);
                Show(screen);
                var next = editor.Text[editor.Cursor];
                if (next != '\n')
                {
                    Assert.Equal(next.ToString(), screen.CellAt(screen.Cursor.Row, screen.Cursor.Column).Text);
                }
            }
        }
    }

    [Fact]
    public void A_letter_at_the_end_is_all_that_is_written()
    {
        var (editor, painter) = Begin(40, 10, "hel");
        painter.Paint(editor);
        _written.GetStringBuilder().Clear();

        editor.Press(new EditKey(EditKeyKind.Text, "l"));
        painter.Paint(editor);

        Assert.Equal("l", _written.ToString());
    }

    [Fact]
    public void A_shorter_text_leaves_nothing_of_the_longer_one()
    {
        var screen = new Screen(12, 8);
        var (editor, painter) = Begin(12, 8, "a long text of several rows\nand more");
        painter.Paint(editor);

        editor.Press(new EditKey(EditKeyKind.Interrupt));
        painter.Paint(editor);
        Show(screen);

        Assert.Equal((">>>", (0, 4)), (screen.Text, screen.Cursor));
    }

    [Fact]
    public void A_text_higher_than_the_terminal_shows_the_part_with_the_cursor_and_in_the_end_all()
    {
        var screen = new Screen(20, 5);
        var text = string.Join('\n', Enumerable.Range(1, 12));
        var (editor, painter) = Begin(20, 5, text);
        painter.Paint(editor);
        Show(screen);
        Assert.Equal("... 8\n... 9\n... 10\n... 11\n... 12", screen.Text);

        editor.Press(new EditKey(EditKeyKind.TextStart));
        painter.Paint(editor);
        Show(screen);
        Assert.Equal(">>> 1\n... 2\n... 3\n... 4\n... 5", screen.Text);
        Assert.Equal((0, 4), screen.Cursor);

        for (var line = 1; line < 8; line++)
        {
            editor.Press(new EditKey(EditKeyKind.Down));
            painter.Paint(editor);
        }

        Show(screen);
        Assert.Equal("... 4\n... 5\n... 6\n... 7\n... 8", screen.Text);
        Assert.Empty(screen.Scrollback);

        painter.Finish(editor);
        Show(screen);
        Assert.Equal("... 9\n... 10\n... 11\n... 12", screen.Text);
        Assert.Equal(text, string.Join('\n', screen.History.Split('\n').Select(row => row[4..]))[^text.Length..]);
    }

    [Fact]
    public void After_a_change_of_width_all_of_it_is_laid_out_anew()
    {
        var width = 30;
        var screen = new Screen(30, 8);
        var (editor, painter) = Begin(() => (width, 8), "a text that is longer than the row");
        painter.Paint(editor);
        Show(screen);

        width = 12;
        screen.Resize(12, 8);
        painter.Repaint(editor);
        Show(screen);

        Assert.EndsWith(">>> a text t\nhat is longe\nr than the r\now", screen.Text);
        Assert.Equal(2, screen.Cursor.Column);
    }

    private (LineEditor Editor, EditPainter Painter) Begin(int width, int height, string text) => Begin(() => (width, height), text);

    private (LineEditor Editor, EditPainter Painter) Begin(Func<(int Width, int Height)> size, string text)
    {
        var editor = new LineEditor(new InputHistory([], _ => { }), static text => text);
        editor.Begin(text);
        return (editor, new EditPainter(_written, size));
    }

    private void Show(Screen screen)
    {
        screen.Feed(_written.ToString());
        _written.GetStringBuilder().Clear();
    }
}
