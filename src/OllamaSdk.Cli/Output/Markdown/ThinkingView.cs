using System.Text;

namespace OllamaSdk.Cli.Output.Markdown;

/// <summary>Shows what a model thinks in one line: the last words, and at the end how long it took.</summary>
/// <param name="output">The terminal.</param>
/// <param name="size">Its width and height now.</param>
/// <param name="time">The clock.</param>
internal sealed class ThinkingView(TextWriter output, Func<(int Width, int Height)> size, TimeProvider time) : ITextView
{
    private const string Label = "Thinking: ";

    private readonly LiveArea _area = new();
    private readonly StringBuilder _last = new();
    private long? _start;
    private int _width;
    private int _words;
    private bool _isInWord;

    public void Write(string text)
    {
        _start ??= time.GetTimestamp();
        foreach (var c in text)
        {
            var isSpace = char.IsWhiteSpace(c);
            _words += _isInWord || isSpace ? 0 : 1;
            if (!isSpace || _isInWord)
            {
                _last.Append(isSpace ? ' ' : c);
            }

            _isInWord = !isSpace;
        }

        var (width, _) = size();
        if (_width != width && _width != 0)
        {
            output.Write(_area.Leave());
        }

        _width = width;
        // Twice, for what has no width; a letter more than is seen, to know whether one is cut off.
        _last.Remove(0, Math.Max(0, _last.Length - (2 * width)));
        Show(Label, Tail(_last.ToString(), width - Label.Length - 1), isLive: true);
        output.Flush();
    }

    public void End()
    {
        if (_start is not { } start)
        {
            return;
        }

        var seconds = time.GetElapsedTime(start).TotalSeconds;
        Show(FormattableString.Invariant($"Thought for {seconds:0.0} s, {_words} word{(_words == 1 ? "" : "s")}."), "", isLive: false);
        output.Write(_area.Leave());
        output.Flush();
        _last.Clear();
        (_start, _width, _words, _isInWord) = (null, 0, 0, false);
    }

    private void Show(string label, string text, bool isLive)
    {
        var rows = new List<Row>();
        var writer = new RowWriter(_width, rows, [], [], isCode: true);
        writer.Add(label + text, TextStyle.Dim);
        writer.End();
        var row = rows[..1];
        output.Write(isLive ? _area.Draw([], row, _width) : _area.Draw(row, [], _width));
    }

    // From a word's begin on, as many as there is room for.
    private static string Tail(string text, int width)
    {
        var start = text.Length;
        for (var cells = 0; start > 0; start--)
        {
            // Each half of a pair counts for one, and the pair for two.
            cells += CellWidth.Of(text.AsSpan(start - 1, 1));
            if (cells > width)
            {
                break;
            }
        }

        if (start == 0 || text[start - 1] == ' ')
        {
            return text[start..];
        }

        var word = text.IndexOf(' ', start);
        return word < 0 ? text[start..] : text[(word + 1)..];
    }
}
