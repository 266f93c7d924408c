namespace OllamaSdk.Cli.Tests.Markdown;

/// <summary>What can be seen while a text comes.</summary>
public sealed class StreamTests
{
    [Theory]
    [InlineData("W", "W")]
    [InlineData("Why **bo", "Why bo")]
    [InlineData("Why **bold**", "Why bold")]
    [InlineData("use `cod", "use cod")]
    [InlineData("# He", "He")]
    [InlineData("- it", "• it")]
    [InlineData("text\n-", "text")]
    [InlineData("text\n- ", "text")]
    [InlineData("```py\nx = ", "── py ──────────────────────────────────────────────────────\nx =")]
    [InlineData("```\nx\n``", "────────────────────────────────────────────────────────────\nx")]
    [InlineData("| a | b |\n|--", "| a | b |")]
    [InlineData("| a | b |\n|---|---|\n", "a │ b\n──┼──")]
    [InlineData("| a | b |\n|---|---|\n| one", "a   │ b\n────┼──\none │")]
    public void Each_piece_is_shown_at_once(string text, string expected)
    {
        var drawing = new Drawing().Write(text.Select(c => c.ToString()));

        Assert.Equal(expected, drawing.Screen.Text);
    }

    [Fact]
    public void What_stands_there_is_not_written_again()
    {
        const string Text = "Plain words that follow each other, one by one, until they are all there, and fill more than a row of it.";
        var drawing = new Drawing();

        drawing.Write(Text.Select(c => c.ToString())).End();

        // A word that no longer fits is moved to the next row; nothing else is written twice.
        Assert.InRange(drawing.Written, Text.Length, Text.Length + 40);
    }

    [Fact]
    public void What_has_left_the_screen_is_there_once_and_whole()
    {
        var lines = Enumerable.Range(0, 200).Select(i => $"- item {i} with **bold** words").ToArray();

        var screen = new Drawing(40, 10).Write(string.Join('\n', lines).Select(c => c.ToString())).End();

        Assert.Equal(lines.Select(line => line.Replace("- ", "• ").Replace("**", "")), screen.History.Split('\n'));
    }

    [Fact]
    public void A_block_that_has_ended_is_not_touched_again()
    {
        var drawing = new Drawing(40, 10).Write("first block\n\nsecond");
        var before = drawing.Screen.Raw.Length;

        drawing.Write(" *more* and `more`", "\n\n| a | b |\n|---|---|\n", "| c | d |\n").End();

        Assert.DoesNotContain("first", drawing.Screen.Raw[before..]);
        Assert.StartsWith("first block\n\nsecond more and more\n\na │ b", drawing.Screen.Text);
    }

    [Fact]
    public void The_cursor_stays_within_the_text_and_what_stood_above_stays()
    {
        var drawing = new Drawing(30, 8);
        drawing.Screen.Feed("$ ollama-sdk chat hello\r\n");

        drawing.Write((Samples.Lists + "\n\n" + Samples.Tables + "\n\n" + Samples.Code).Select(c => c.ToString())).End();

        Assert.StartsWith("$ ollama-sdk chat hello\nBefore:\n• one\n", drawing.Screen.History);
        Assert.Equal(0, drawing.Screen.Cursor.Column);
    }

    [Theory]
    [InlineData(30, 24)]
    [InlineData(100, 24)]
    [InlineData(60, 8)]
    [InlineData(20, 6)]
    public void A_terminal_may_change_its_size(int width, int height)
    {
        var words = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i}"));
        foreach (var text in (string[])[words, $"- {words}\n- {words}", $"> {words}", $"```\n{words}\n{words}\n```", $"|a|b|\n|-|-|\n|{words}|x|\n|y|{words}|\n"])
        {
            for (var at = 1; at < text.Length; at += 13)
            {
                var screen = new Drawing(60, 12).Write(text[..at]).Resize(width, height).Write(text[at..]).End();

                // On this terminal a row that is cut is cut for good, as on xterm: what matters is what comes after. A table mixes the words of its cells.
                Assert.EndsWith(Letters(text.Contains('|') ? words[^4..] : text[at..]), Letters(screen.History));
            }
        }
    }

    [Fact]
    public void Nothing_is_lost_or_doubled_when_a_terminal_grows()
    {
        var text = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"w{i}"));
        for (var at = 1; at < text.Length; at += 7)
        {
            var screen = new Drawing(40, 12).Write(text[..at]).Resize(70, 20).Write(text[at..]).End();

            Assert.Equal(Letters(text), Letters(screen.History));
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));
}
