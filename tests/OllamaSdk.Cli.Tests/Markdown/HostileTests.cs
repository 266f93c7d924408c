using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Markdown;

/// <summary>Whatever a model writes: it neither hangs nor steers the terminal, and none of its words is lost.</summary>
public sealed class HostileTests
{
    private const int Many = 20_000;

    public static TheoryData<string, int> Repeated => new()
    {
        { "[", 1 }, { "]", 1 }, { "[](", 3 }, { "[a](b", 5 }, { "![", 2 }, { "[a](<b", 6 }, { "[a](b \"", 7 }, { "(", 1 }, { "*", 1 }, { "*a", 2 }, { "a*", 2 }, { "**a *b ", 7 }, { "_a__b", 5 },
        { "*a_", 3 }, { "~~a", 3 }, { "`", 1 }, { "`a``", 4 }, { "a`", 2 }, { "``a`", 4 }, { "> ", 2 }, { ">", 1 }, { "- ", 2 }, { "1. ", 3 }, { "- > ", 4 }, { "#", 1 }, { "# ", 2 }, { "|", 1 },
        { "|a", 2 }, { "&", 1 }, { "&amp;", 5 }, { "<", 1 }, { "<a", 2 }, { "<http://", 8 }, { "http://", 7 }, { "h", 1 }, { "\\", 1 }, { " ", 1 }, { "\n", 1 }, { " \n", 2 }, { "-\n", 2 }, { "a\n-\n", 4 },
        { "```\n", 4 }, { "~~~ a\n", 6 }, { "a|b\n-|-\n", 8 }, { "|a|b|\n|-|-|\n|c|\n", 18 }, { "\u0301", 1 }, { "\u200d", 1 }, { "👩\u200d", 3 }, { "日", 1 }, { "\t", 1 }, { "\ud83d", 1 }, { "- a\n  ", 6 },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public async Task A_mark_again_and_again_takes_no_more_time_than_words(string part, int length)
    {
        var text = string.Concat(Enumerable.Repeat(part, Many / length));
        foreach (var before in (string[])["", "# ", "| a | b |\n|---|---|\n| ", "```cs\n"])
        {
            await Guard.Within(Task.Run(() => Draw(before + text), TestContext.Current.CancellationToken), $"the drawing of '{part}' behind '{before}'");
        }

        static void Draw(string text)
        {
            var drawing = new NullDrawing();
            foreach (var piece in text.Chunk(100))
            {
                drawing.Write(new string(piece));
            }

            drawing.End();
        }
    }

    [Fact]
    public void Nothing_steers_the_terminal()
    {
        // What is clean when it comes, and no more when it is read: characters by their numbers, in all places where there is text.
        const string Hostile = "&#27;[2J&#x9b;2J&#7;&#8238;&#13;";
        var screen = Drawing.Whole($"# {Hostile}\n\n{Hostile} [{Hostile}]({Hostile}) `{Hostile}`\n\n|{Hostile}|b|\n|-|-|\n|{Hostile}|c|\n\n```{Hostile}\n{Hostile}\n```\n", 200);

        Assert.Equal("", screen.Title);
        Assert.Equal(0, screen.Bells);
        Assert.Contains("c", screen.Text);
        Assert.DoesNotContain('\u009b', screen.Raw);
        Assert.DoesNotContain("[2J", screen.Raw.Split('\u001b').Skip(1).Where(part => part.StartsWith("[2J", StringComparison.Ordinal)));
    }

    [Property(MaxTest = 150, Arbitrary = [typeof(RandomMarkdown)])]
    public void Random_text_cut_at_random_places_is_the_same_and_whole(MarkdownText text)
    {
        var whole = Drawing.Whole(text.Value, 40, 12);

        var pieces = new Drawing(40, 12).Write(text.Pieces).End();

        Assert.Equal(Drawing.Picture(whole), Drawing.Picture(pieces));
        // The columns of a table break words, and mix them.
        var letters = string.Concat(whole.History.Where(char.IsAsciiLetterOrDigit));
        Assert.All(text.Value.Contains("|---", StringComparison.Ordinal) ? [] : text.Words, word => Assert.Contains(word, letters, StringComparison.Ordinal));
    }

    public sealed record MarkdownText(string Value, string[] Pieces, string[] Words);

    public static class RandomMarkdown
    {
        private static readonly string[] s_parts =
        [
            "*", "**", "_", "`", "``", "```", "\n", "\n", "\n\n", "- ", "  - ", "1. ", "> ", "# ", "| ", " | ", "|---|---|\n", "---", "===", "[", "](", ")", "(", "<br>", "\\", "&amp;", "    ", "\t",
            "~~", "~~~", "http://x.y", "[ ] ", "日本", "👍", "\u0301", " ", " ", " ", "!", "<", ">", ":", "+ ", "\ud83d", "/*", "\"",
        ];

        public static Arbitrary<MarkdownText> Texts() => Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), 80).Select(Make).ToArbitrary();

        private static MarkdownText Make(int[] numbers)
        {
            var text = new StringBuilder();
            var words = new List<string>();
            foreach (var number in numbers)
            {
                if (number % 3 == 0)
                {
                    words.Add($"w{(char)('a' + (number / 7 % 26))}{words.Count}");
                    text.Append(words[^1]);
                }
                else
                {
                    text.Append(s_parts[number / 7 % s_parts.Length]);
                }
            }

            var pieces = new List<string>();
            var value = text.ToString();
            for (var (at, i) = (0, 0); at < value.Length; i++)
            {
                var length = Math.Min(1 + (numbers[i % numbers.Length] % 7), value.Length - at);
                pieces.Add(value.Substring(at, length));
                at += length;
            }

            return new MarkdownText(value, [.. pieces], [.. words]);
        }
    }

    private sealed class NullDrawing
    {
        private readonly Output.Markdown.MarkdownView _view = new(TextWriter.Null, static () => (80, 24));

        public void Write(string text) => _view.Write(text);

        public void End() => _view.End();
    }
}
