using OllamaSdk.Cli.Output.Markdown;
using OllamaSdk.Cli.Tests.Terminals;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Markdown;

/// <summary>What a model thinks, in one line.</summary>
public sealed class ThinkingTests
{
    private readonly Screen _screen = new(40, 6);
    private readonly FakeClock _clock = new();

    [Fact]
    public void The_last_words_are_seen_and_then_how_long_it_took()
    {
        var view = Create();

        view.Write("First I ");
        Assert.Equal("Thinking: First I", _screen.Text);
        Assert.True(_screen.StyleOf("First").IsDim);

        view.Write("look at\nthe question, and then at all that I know of it");
        Assert.Equal("Thinking: then at all that I know of it", _screen.Text);

        _clock.Advance(TimeSpan.FromSeconds(3.25));
        view.End();
        Assert.Equal("Thought for 3.3 s, 15 words.", _screen.Text);
        Assert.Equal((1, 0), _screen.Cursor);
    }

    [Fact]
    public void It_never_takes_more_than_its_line()
    {
        var view = Create();

        foreach (var piece in (string[])["日本語", new string('x', 300), "\n\n\n", "👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍", " end"])
        {
            view.Write(piece);
            Assert.Single(_screen.History.Split('\n'));
        }

        view.End();
        Assert.Equal("Thought for 0.0 s, 3 words.", _screen.Text);
    }

    private ThinkingView Create() => new(new Feeder(_screen), () => (40, 6), _clock);

    private sealed class Feeder(Screen screen) : StringWriter
    {
        public override void Write(string? value) => screen.Feed(value!);
    }
}
