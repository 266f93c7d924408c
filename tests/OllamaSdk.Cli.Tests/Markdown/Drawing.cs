using System.Text;
using OllamaSdk.Cli.Output.Markdown;
using OllamaSdk.Cli.Tests.Terminals;

namespace OllamaSdk.Cli.Tests.Markdown;

/// <summary>Draws Markdown on a screen, in pieces.</summary>
internal sealed class Drawing
{
    private readonly ScreenWriter _writer;
    private readonly MarkdownView _view;
    private (int Width, int Height) _size;

    public Drawing(int width = 60, int height = 24)
    {
        _size = (width, height);
        Screen = new Screen(width, height);
        _writer = new ScreenWriter(Screen);
        _view = new MarkdownView(_writer, () => _size);
    }

    public Screen Screen { get; }

    /// <summary>How many characters were sent to the terminal.</summary>
    public long Written => _writer.Written;

    public static Screen Whole(string text, int width = 60, int height = 24) => new Drawing(width, height).Write(text).End();

    /// <summary>All that is there, with how it looks: to compare two screens.</summary>
    public static string Picture(Screen screen)
    {
        var text = new StringBuilder(screen.History).Append('\n');
        for (var row = 0; row < screen.Rows.Length; row++)
        {
            var last = Style.Plain;
            foreach (var cell in screen.CellsOf(row))
            {
                if (cell.Style != last && cell.Text != " ")
                {
                    last = cell.Style;
                    text.Append('{').Append(last.Foreground?.Number).Append(last.IsBold ? "b" : "").Append(last.IsDim ? "d" : "").Append(last.IsItalic ? "i" : "")
                        .Append(last.IsUnderlined ? "u" : "").Append(last.IsStruck ? "s" : "").Append('}');
                }

                text.Append(cell.Text);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    public Drawing Write(params IEnumerable<string> pieces)
    {
        foreach (var piece in pieces)
        {
            _view.Write(piece);
        }

        return this;
    }

    public Drawing Resize(int width, int height)
    {
        Screen.Resize(width, height);
        _size = (width, height);
        return this;
    }

    public Screen End()
    {
        _view.End();
        Assert.Empty(Screen.Unknown);
        return Screen;
    }

    private sealed class ScreenWriter(Screen screen) : StringWriter
    {
        public long Written { get; private set; }

        public override void Write(string? value)
        {
            Written += value!.Length;
            screen.Feed(value);
        }
    }
}
