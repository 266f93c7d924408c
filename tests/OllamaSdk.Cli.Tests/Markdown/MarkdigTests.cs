using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OllamaSdk.Cli.Output.Markdown;
using OllamaSdk.Cli.Output.Markdown.Inline;

namespace OllamaSdk.Cli.Tests.Markdown;

/// <summary>Emphasis, code, escapes and links mean what they mean to Markdig, which is tested by all examples of CommonMark.</summary>
public sealed class MarkdigTests
{
    private static readonly MarkdownPipeline s_markdig = new MarkdownPipelineBuilder().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough).DisableHtml().Build();

    [Theory]
    [InlineData("*foo bar*")]
    [InlineData("a * foo bar*")]
    [InlineData("foo*bar*")]
    [InlineData("_foo_bar_baz_")]
    [InlineData("**foo*bar**baz*")]
    [InlineData("*foo**bar**baz*")]
    [InlineData("foo***bar***baz")]
    [InlineData("foo******bar*********baz")]
    [InlineData("***foo** bar*")]
    [InlineData("**foo*")]
    [InlineData("****foo*")]
    [InlineData("*foo _bar* baz_")]
    [InlineData("`` foo ` bar ``")]
    [InlineData("` `` `")]
    [InlineData("*foo`*`")]
    [InlineData("[link *foo **bar** `#`*](/uri)")]
    [InlineData("[foo [bar](/uri)](/uri)")]
    [InlineData("![[[foo](uri1)](uri2)](uri3)")]
    [InlineData("*[foo*](/uri)")]
    [InlineData("[foo *bar](baz*)")]
    [InlineData("~~foo *bar* baz~~")]
    public void Of_examples(string text) => Assert.Equal(Reference(text), Ours(text));

    // As CommonMark's own reader has it; Markdig makes more of it bold.
    [Fact]
    public void A_run_of_marks_counts_as_it_was_written() =>
        Assert.Equal("x{0} *{0} *{0} *{0} c{4} !{0} ]{0} b{4} .{0} *{0} *{0} ]{0} _{0} x{0} ", Ours("x****c*!]*b*.**]_x"));

    [Property(MaxTest = 400, Arbitrary = [typeof(RandomInlines)])]
    public void Of_random_text(InlineSample sample) => Assert.Equal(Reference(sample.Text), Ours(sample.Text));

    // Each letter behind the styles it has; what is no letter of the text (addresses) is left out.
    private static string Ours(string text)
    {
        var result = new StringBuilder();
        foreach (var piece in InlineText.Parse(text, isOpen: false).Where(piece => !piece.Style.HasFlag(TextStyle.Dim)))
        {
            Add(result, piece.Text ?? text.Substring(piece.Start, piece.Length), piece.Style);
        }

        return result.ToString();
    }

    private static string Reference(string text)
    {
        var result = new StringBuilder();
        if (Markdig.Markdown.Parse(text, s_markdig).FirstOrDefault() is ParagraphBlock { Inline: { } inline })
        {
            Walk(result, inline, TextStyle.Plain);
        }

        return result.ToString();
    }

    private static void Walk(StringBuilder result, Inline inline, TextStyle style)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Add(result, literal.Content.ToString(), style);
                break;
            case CodeInline code:
                Add(result, code.Content, style.With(TextStyle.Cyan));
                break;
            case HtmlEntityInline entity:
                Add(result, entity.Transcoded.ToString(), style);
                break;
            case ContainerInline container:
                // A mark that found no partner.
                Add(result, container is DelimiterInline mark ? mark.ToLiteral() : "", style);
                style = container switch
                {
                    EmphasisInline { DelimiterChar: '~' } => style | TextStyle.Struck,
                    EmphasisInline { DelimiterCount: 2 } => style | TextStyle.Bold,
                    EmphasisInline => style | TextStyle.Italic,
                    LinkInline => style.With(TextStyle.Underlined | TextStyle.Blue),
                    _ => style,
                };
                foreach (var child in container)
                {
                    Walk(result, child, style);
                }

                break;
            default:
                Add(result, "\n", style);
                break;
        }
    }

    private static void Add(StringBuilder result, string text, TextStyle style)
    {
        foreach (var c in text.Where(c => !char.IsWhiteSpace(c)))
        {
            result.Append(c).Append('{').Append((int)style).Append("} ");
        }
    }

    public sealed record InlineSample(string Text);

    public static class RandomInlines
    {
        private static readonly string[] s_parts = ["*", "*", "*", "_", "_", "`", "``", "~~", "a", "b", "c", " ", " ", "\n", "[", "](/u)", "]", "!", "\\", "(", ")", ".", "&amp;"];

        // A letter before it: a line's begin has marks of its own. All marks of a text are as long as each other: of a run that was used in part CommonMark
        // counts what it had, and Markdig what is left. And none is escaped: for Markdig it is still one, to the next. Four tildes are two marks to it.
        public static Arbitrary<InlineSample> Texts() =>
            Gen.ArrayOf(Gen.Elements(s_parts), 14).SelectMany(parts => Gen.Choose(1, 2).Select(length => string.Concat(parts.Select(part => part is "*" or "_" ? new string(part[0], length) : part))))
                .Where(text => AreAlike(text, '*') && AreAlike(text, '_') && AreAlike(text, '~') && !Regex.IsMatch(text, @"\\[`*_~]|~{3}"))
                .Select(text => new InlineSample($"x{text.Replace("\n", "\nx", StringComparison.Ordinal)}x")).ToArbitrary();

        private static bool AreAlike(string text, char mark) =>
            Regex.Matches(text, Regex.Escape(mark.ToString()) + "+").Select(run => run.Length).Distinct().Count() <= 1;
    }
}
