namespace OllamaSdk.Cli.Tests.Markdown;

/// <summary>What Markdown looks like in a terminal.</summary>
public sealed class MarkdownTests
{
    [Theory]
    [InlineData("# One", "One")]
    [InlineData("## Two ##\ntext", "Two\ntext")]
    [InlineData("#none", "#none")]
    [InlineData("Above\n---\nbelow", "Above\nbelow")]
    [InlineData("a\n\n\n\nb", "a\n\nb")]
    [InlineData("a\nb", "a\nb")]
    [InlineData("a *b* **c** ***d*** _e_ __f__ ~~g~~ `h`", "a b c d e f g h")]
    [InlineData("2 * 3 * 4, 5*3 = 15, a_b_c, ~5 to ~6, **open", "2 * 3 * 4, 5*3 = 15, a_b_c, ~5 to ~6, **open")]
    [InlineData("`` a`b `` and ``open", "a`b and ``open")]
    [InlineData(@"\*a\* \# b\c", @"*a* # b\c")]
    [InlineData("&lt;b&gt; &amp;&nosuch; &#65;", "<b> &&nosuch; A")]
    [InlineData("one<br>two<br/>three", "one\ntwo\nthree")]
    [InlineData("<b>bold</b> <!-- no -->", "<b>bold</b> <!-- no -->")]
    [InlineData("[text](https://a.example \"title\") ![pic](p.png)", "text (https://a.example) pic (p.png)")]
    [InlineData("[https://a.example](https://a.example) <https://b.example>", "https://a.example https://b.example")]
    [InlineData("[not](a link [x] []", "[not](a link [x] []")]
    [InlineData("- a\n- b\n  - c\n\n    d\n* e", "• a\n• b\n  ◦ c\n\n    d\n• e")]
    [InlineData("1. a\n1. b\n5. c\n7) d", "1. a\n2. b\n5. c\n7) d")]
    [InlineData("9. a\n10. b\n    c", "9. a\n10. b\n    c")]
    [InlineData("- [ ] a\n- [x] b", "☐ a\n☑ b")]
    [InlineData("-\n- b", "•\n• b")]
    [InlineData("In 1984\n1985. was next", "In 1984\n1985. was next")]
    [InlineData("> a\n> b\n>\n> > c", "│ a\n│ b\n│\n│ │ c")]
    [InlineData("a|b\n-|-\n1|2", "a │ b\n──┼──\n1 │ 2")]
    [InlineData("    a  b\n\n      c\nd", "a  b\n\n  c\nd")]
    [InlineData("a\tb", "a   b")]
    public void Is_drawn_as_text(string markdown, string expected) => Assert.Equal(expected, Drawing.Whole(markdown).Text);

    [Theory]
    [InlineData("a\n***\nb", "a\n────────────────────\nb")]
    [InlineData("```c#\nint x;\n```", "── c# ──────────────\nint x;\n────────────────────")]
    [InlineData("words that are longer than a row is", "words that are\nlonger than a row is")]
    [InlineData("日本語日本語日本語日本語。", "日本語日本語日本語日\n本語。")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b", "aaaaaaaaaaaaaaaaaaaa\naaaaaaaaaa b")]
    [InlineData("text\n```\ncode", "text\n────────────────────\ncode\n────────────────────")]
    public void Fits_the_width(string markdown, string expected) => Assert.Equal(expected, Drawing.Whole(markdown, 20).Text);

    [Fact]
    public void Each_kind_has_its_look()
    {
        var screen = Drawing.Whole("# head\n**bold** *slanted* ~~struck~~ `code` [link](x) \n```py\nif 'a': # note\n  return 12\n```\n| col | b |\n|-|-|\n");

        Assert.True(screen.StyleOf("head") is { IsBold: true, IsUnderlined: true });
        Assert.True(screen.StyleOf("bold").IsBold);
        Assert.True(screen.StyleOf("slanted").IsItalic);
        Assert.True(screen.StyleOf("struck").IsStruck);
        Assert.Equal(6, screen.StyleOf("code").Foreground?.Number);
        Assert.True(screen.StyleOf("link").IsUnderlined);
        Assert.True(screen.StyleOf("(x)").IsDim);
        Assert.Equal(5, screen.StyleOf("if").Foreground?.Number);
        Assert.Equal(2, screen.StyleOf("'a'").Foreground?.Number);
        Assert.True(screen.StyleOf("# note").IsDim);
        Assert.Equal(6, screen.StyleOf("12").Foreground?.Number);
        Assert.True(screen.StyleOf("col").IsBold);
    }

    [Theory]
    [InlineData("csharp", "public x // note", "public", 5)]
    [InlineData("cs", "var s = \"text\";", "\"text\"", 2)]
    [InlineData("python", "x = '''a\nb''' ; if", "b'''", 2)]
    [InlineData("typescript", "const x = `a\nb`", "b`", 2)]
    [InlineData("js", "/* a\nb */ null", "null", 6)]
    [InlineData("json", "{ \"key\": true }", "\"key\"", 4)]
    [InlineData("json", "{ \"key\": true }", "true", 6)]
    [InlineData("bash", "for x in $HOME; do", "$HOME", 4)]
    [InlineData("sql", "SELECT * FROM t -- note", "SELECT", 5)]
    [InlineData("html", "<a href=\"x\">y</a>", "\"x\"", 2)]
    [InlineData("xml", "<tag>y</tag>", "<tag", 4)]
    [InlineData("yaml", "name: value # note", "name", 4)]
    [InlineData("diff", "-gone\n+come", "+come", 2)]
    [InlineData("go", "func main() {}", "func", 5)]
    [InlineData("rust", "fn f<'a>(x: &'a str) {} // 'x'", "str", 5)]
    [InlineData("java", "@Override public void x() {}", "@Override", 5)]
    [InlineData("c++", "#include <x>", "#include", 5)]
    public void Code_has_colours(string language, string code, string part, int colour)
    {
        var screen = Drawing.Whole($"```{language}\n{code}\n```\n");

        Assert.Equal(colour, screen.StyleOf(part).Foreground?.Number);
    }

    [Fact]
    public void A_long_word_and_code_are_copied_as_one_line()
    {
        var drawing = new Drawing(20);

        drawing.Write($"{new string('a', 50)}\n\n```\n{new string('b', 50)}\n```\n").End();

        Assert.Contains(new string('a', 50), drawing.Screen.Raw);
        Assert.Contains(new string('b', 50), drawing.Screen.Raw);
    }

    [Fact]
    public void A_table_too_wide_for_the_terminal_is_a_list()
    {
        var screen = Drawing.Whole("|a|b|c|d|e|\n|-|-|-|-|-|\n|long words|2|3|4|5|\n", 24);

        Assert.Equal("a: long words\nb: 2\nc: 3\nd: 4\ne: 5", screen.Text);
    }
}
