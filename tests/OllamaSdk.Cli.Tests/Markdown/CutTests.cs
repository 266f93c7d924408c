using OllamaSdk.Cli.Tests.Terminals;

namespace OllamaSdk.Cli.Tests.Markdown;

/// <summary>However a text is cut into pieces: what stands on the screen at the end is the same.</summary>
public sealed class CutTests
{
    public static TheoryData<string, int, int> Screens
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (var text in Samples.All)
            {
                data.Add(text, 60, 40);
                data.Add(text, 30, 8);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public void At_each_place(string text, int width, int height)
    {
        var expected = Drawing.Picture(Drawing.Whole(text, width, height));
        for (var at = 1; at < text.Length; at++)
        {
            var screen = new Drawing(width, height).Write(text[..at], text[at..]).End();

            Same(expected, screen, $"cut at {at}, before '{text[at..Math.Min(text.Length, at + 10)]}'");
        }
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public void In_pieces_of_each_size(string text, int width, int height)
    {
        var expected = Drawing.Picture(Drawing.Whole(text, width, height));
        for (var size = 1; size <= 40; size += size < 8 ? 1 : 7)
        {
            var screen = new Drawing(width, height).Write(text.Chunk(size).Select(piece => new string(piece))).End();

            Same(expected, screen, $"pieces of {size}");
        }
    }

    [Theory]
    [InlineData("# word **bold** `code` ", 400)]
    [InlineData("word **bold\n* ` ", 300)]
    [InlineData("| a | b |\n|---|---|\n", 1)]
    [InlineData("- ", 30)]
    [InlineData("x", 3000)]
    [InlineData("日", 2000)]
    [InlineData("[a](b ", 500)]
    [InlineData("> ", 300)]
    public void What_is_longer_than_the_screen(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times)) + string.Concat(Enumerable.Range(1, 60).Select(i => $"| {i} | row *{i}* |\n"));
        var expected = Drawing.Picture(Drawing.Whole(text, 40, 10));
        foreach (var size in (int[])[1, 3, 17, 100, 1000])
        {
            var screen = new Drawing(40, 10).Write(text.Chunk(size).Select(piece => new string(piece))).End();

            Same(expected, screen, $"pieces of {size}");
        }
    }

    private static void Same(string expected, Screen screen, string when)
    {
        var picture = Drawing.Picture(screen);
        if (picture != expected)
        {
            Assert.Fail($"{when}:\n{Difference(expected, picture)}");
        }
    }

    private static string Difference(string expected, string actual)
    {
        var (one, other) = (expected.Split('\n'), actual.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(one.Length, other.Length)).FirstOrDefault(row => one[row] != other[row]);
        return $"row {at} is\n{string.Join('\n', other.Skip(at).Take(5))}\nand not\n{string.Join('\n', one.Skip(at).Take(5))}";
    }
}
