namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>The terminal of the tests does what xterm does; each expectation was looked up in its list of control sequences.</summary>
public sealed class ScreenTests
{
    [Theory]
    [InlineData("one\r\ntwo", "one|two")]
    [InlineData("one\ntwo", "one|   two")]
    [InlineData("abc\b\bX", "aXc")]
    [InlineData("a\tb", "a       b")]
    [InlineData("abc\rX", "Xbc")]
    [InlineData("\u001b[3;5Hx", "||    x")]
    [InlineData("abc\u001b[2DX", "aXc")]
    [InlineData("abc\u001b[2GX", "aXc")]
    [InlineData("one\r\n\u001b[Atwo", "two")]
    [InlineData("abcdef\u001b[3D\u001b[K", "abc")]
    [InlineData("abcdef\u001b[3D\u001b[1K", "    ef")]
    [InlineData("abcdef\u001b[2K", "")]
    [InlineData("one\r\ntwo\r\nthree\u001b[2;2H\u001b[J", "one|t")]
    [InlineData("one\r\ntwo\r\nthree\u001b[2;2H\u001b[1J", "|  o|three")]
    [InlineData("abcdef\u001b[2G\u001b[2P", "adef")]
    [InlineData("abcdef\u001b[2G\u001b[2@", "a  bcdef")]
    [InlineData("abcdef\u001b[2G\u001b[2X", "a  def")]
    [InlineData("a\u001b[3b", "aaaa")]
    [InlineData("a\u001b7bc\u001b8X", "aXc")]
    [InlineData("a\u001b[sbc\u001b[uX", "aXc")]
    [InlineData("one\r\ntwo\r\nthree\u001b[1;1H\u001b[L", "|one|two|three")]
    [InlineData("one\r\ntwo\r\nthree\u001b[1;1H\u001b[M", "two|three")]
    [InlineData("one\r\ntwo\u001b[1;1H\u001bMzero", "zero|one|two")]
    [InlineData("a\u001b]8;;http://x\u001b\\link\u001b]8;;\ab", "alinkb")]
    [InlineData("a\u001bPq nothing\u001b\\b", "ab")]
    [InlineData("a\u001b[12\u0018b", "ab")]
    [InlineData("a\u009b2Cb", "a  b")]
    [InlineData("a\u001b[31mb\u001b[0mc", "abc")]
    [InlineData("a\u0301b", "a\u0301b")]
    [InlineData("日本", "日本")]
    [InlineData("日本\u001b[2Gx", " x本")]
    [InlineData("日本\u001b[1Gx", "x 本")]
    public void What_is_printed_stands_on_the_screen(string printed, string rows)
    {
        var screen = new Screen(10, 4);

        screen.Feed(printed);

        Assert.Equal(rows, screen.Text.Replace('\n', '|'));
        Assert.Empty(screen.Unknown);
    }

    [Fact]
    public void The_last_column_wraps_with_the_next_letter_only()
    {
        var screen = new Screen(3, 3);

        screen.Feed("abc");
        Assert.Equal((0, 2), screen.Cursor);
        screen.Feed("\r\nd");
        Assert.Equal(["abc", "d", ""], screen.Rows);
        screen.Feed("\u001b[1;1Habcd");
        Assert.Equal(["abc", "d", ""], screen.Rows);
        Assert.Equal((1, 1), screen.Cursor);
    }

    [Fact]
    public void A_wide_letter_that_does_not_fit_goes_to_the_next_row()
    {
        var screen = new Screen(3, 2);

        screen.Feed("ab日");

        Assert.Equal(["ab", "日"], screen.Rows);
        Assert.Equal((1, 2), screen.Cursor);
    }

    [Fact]
    public void Without_wrapping_the_last_column_is_written_over()
    {
        var screen = new Screen(3, 2);

        screen.Feed("\u001b[?7labcdef");

        Assert.Equal(["abf", ""], screen.Rows);
    }

    [Fact]
    public void What_leaves_at_the_top_can_be_scrolled_to()
    {
        var screen = new Screen(10, 2);

        screen.Feed("one\r\ntwo\r\nthree\r\nfour");

        Assert.Equal(["three", "four"], screen.Rows);
        Assert.Equal(["one", "two"], screen.Scrollback);
        Assert.Equal("one\ntwo\nthree\nfour", screen.History);
    }

    [Fact]
    public void A_region_scrolls_alone()
    {
        var screen = new Screen(10, 4);

        screen.Feed("top\u001b[4;1Hbottom\u001b[2;3r\u001b[2;1Ha\r\nb\r\nc");

        Assert.Equal(["top", "b", "c", "bottom"], screen.Rows);
        Assert.Empty(screen.Scrollback);
    }

    [Fact]
    public void The_other_screen_goes_without_a_trace()
    {
        var screen = new Screen(10, 2);

        screen.Feed("main\u001b[?1049h\u001b[1;1Hother");
        Assert.Equal(("other", true), (screen.Text, screen.IsAlternate));
        screen.Feed("\u001b[?1049l!");
        Assert.Equal(("main!", false), (screen.Text, screen.IsAlternate));
    }

    [Fact]
    public void Colours_and_weights_stay_with_the_letters()
    {
        var screen = new Screen(40, 2);

        screen.Feed("\u001b[1;31mred\u001b[0;2mdim\u001b[38;5;208;48;2;1;2;3mmixed\u001b[38:2::9:8:7mcolon\u001b[0mplain \u001b[3;4;9;7mall\u001b[23;24;29;27mnone\u001b[94mblue");

        Assert.Equal(Style.Plain with { IsBold = true, Foreground = Colour.Of(1) }, screen.StyleOf("red"));
        Assert.Equal(Style.Plain with { IsDim = true }, screen.StyleOf("dim"));
        Assert.Equal(Style.Plain with { IsDim = true, Foreground = Colour.Of(208), Background = new Colour(null, 1, 2, 3) }, screen.StyleOf("mixed"));
        Assert.Equal(new Colour(null, 9, 8, 7), screen.StyleOf("colon").Foreground);
        Assert.Equal(Style.Plain, screen.StyleOf("plain"));
        Assert.Equal(Style.Plain with { IsItalic = true, IsUnderlined = true, IsStruck = true, IsInverse = true }, screen.StyleOf("all"));
        Assert.Equal(Style.Plain, screen.StyleOf("none"));
        Assert.Equal(Colour.Of(12), screen.StyleOf("blue").Foreground);
    }

    [Theory]
    [InlineData("\u001b]0;mine\a")]
    [InlineData("\u001b]2;mine\u001b\\")]
    [InlineData("\u009d0;mine\u009c")]
    public void A_title_can_be_set(string printed)
    {
        var screen = new Screen(10, 2);

        screen.Feed(printed);

        Assert.Equal(("mine", ""), (screen.Title, screen.Text));
    }

    [Fact]
    public void Modes_are_known()
    {
        var screen = new Screen(10, 2);

        screen.Feed("\u001b[?1h\u001b[?2004h\u001b[?25l\a");
        Assert.Equal((true, true, false, 1), (screen.HasApplicationCursorKeys, screen.TakesBracketedPaste, screen.IsCursorVisible, screen.Bells));
        screen.Feed("\u001b[?1l\u001b[?2004l\u001b[?25h");
        Assert.Equal((false, false, true), (screen.HasApplicationCursorKeys, screen.TakesBracketedPaste, screen.IsCursorVisible));
    }

    [Fact]
    public void A_program_that_asks_where_the_cursor_is_gets_an_answer()
    {
        var answers = new List<string>();
        var screen = new Screen(10, 4) { Answer = answers.Add };

        screen.Feed("\r\nab\u001b[6n");

        Assert.Equal(["\u001b[2;3R"], answers);
    }

    [Fact]
    public void A_smaller_screen_keeps_the_row_of_the_cursor()
    {
        var screen = new Screen(10, 4);
        screen.Feed("one\r\ntwo\r\nthree");

        screen.Resize(3, 2);

        Assert.Equal(["two", "thr"], screen.Rows);
        Assert.Equal(["one"], screen.Scrollback);
        Assert.Equal((1, 2), screen.Cursor);
    }

    [Fact]
    public void Bytes_may_come_one_by_one()
    {
        var screen = new Screen(10, 2);

        foreach (var one in "日\u001b[31mé😀"u8.ToArray())
        {
            screen.Feed([one]);
        }

        Assert.Equal("日é😀", screen.Text);
        Assert.Equal(Colour.Of(1), screen.StyleOf("é").Foreground);
    }
}
