using System.Text;
using OllamaSdk.Cli.Output.Markdown.Blocks;

namespace OllamaSdk.Cli.Output.Markdown;

/// <summary>
/// Draws Markdown in a terminal while it comes. What has come is shown at once; what may still change is drawn anew, in the last rows of the screen only.
/// What stands there at the end is the same however the text was cut.
/// </summary>
/// <param name="output">The terminal.</param>
/// <param name="size">Its width and height now.</param>
internal sealed class MarkdownView(TextWriter output, Func<(int Width, int Height)> size) : ITextView
{
    // A longer line is read in parts, cut at the same places always.
    private const int LongLine = 512;
    private const int LinePart = 64;
    private const int PartsOfScreen = 4;

    private readonly StringBuilder _line = new();
    private readonly LiveArea _area = new();
    private BlockReader? _reader;
    private bool _isInLine;
    private bool _isCut;

    public void Write(string text)
    {
        var reader = Reader();
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var room = Math.Max(1, (_isInLine ? LinePart : LongestLine(reader.Page)) - _line.Length);
            var end = rest[..Math.Min(room, rest.Length)].IndexOf('\n');
            var taken = end >= 0 ? end : Math.Min(room, rest.Length);
            _line.Append(rest[..taken]);
            rest = rest[taken..];
            if (end >= 0)
            {
                rest = rest[1..];
                TakeLine(reader);
                reader.EndLine();
                _isInLine = false;
            }
            else if (taken == room)
            {
                TakePart(reader);
            }
        }

        Draw(reader);
    }

    public void End()
    {
        if (_reader is not { } reader)
        {
            return;
        }

        CheckSize(reader);
        TakeLine(reader);
        reader.EndLine();
        reader.End(isOpen: false);
        var drawn = _area.Draw(Drain(reader), [], reader.Page.Width);
        output.Write(drawn + _area.Leave());
        (_reader, _isInLine) = (null, false);
    }

    private BlockReader Reader()
    {
        if (_reader is { } reader)
        {
            CheckSize(reader);
            return reader;
        }

        var (width, height) = size();
        return _reader = new BlockReader(width, height);
    }

    // Nobody knows where the terminal has put the rows: they stay as they are, and the text goes on below.
    private void CheckSize(BlockReader reader)
    {
        var (width, height) = size();
        if (width == reader.Page.Width && height >= reader.Page.Height)
        {
            reader.Page.Height = height;
            return;
        }

        if (_isCut)
        {
            // Its first rows have never been seen: all of it is drawn once more.
            (reader.Page.Width, reader.Page.Height) = (width, height);
            output.Write(_area.Leave());
            return;
        }

        if (_line.Length > 0 && !reader.IsUndecided(_line.ToString()))
        {
            TakePart(reader);
        }

        // They stand there already.
        Drain(reader);
        reader.Resize(width, height);
        output.Write(_area.Leave());
    }

    private void TakeLine(BlockReader reader)
    {
        if (_isInLine)
        {
            reader.Append(_line.ToString());
        }
        else
        {
            reader.StartLine(_line.ToString());
        }

        _line.Clear();
    }

    private void TakePart(BlockReader reader)
    {
        // No character is cut in two.
        var half = char.IsHighSurrogate(_line[^1]) ? _line[^1].ToString() : "";
        _line.Length -= half.Length;
        TakeLine(reader);
        _line.Append(half);
        _isInLine = true;
    }

    private void Draw(BlockReader reader)
    {
        var copy = reader.Copy();
        var part = _line.ToString();
        part = part.Length > 0 && char.IsHighSurrogate(part[^1]) ? part[..^1] : part;
        if (_isInLine)
        {
            copy.Append(part);
        }
        else if (part.Length > 0 && !copy.IsUndecided(part))
        {
            copy.StartLine(part);
        }

        copy.End(isOpen: true);
        var live = copy.Page.Rows;
        var most = Math.Max(1, reader.Page.Height - 1);
        _isCut = live.Count > most;
        var drawn = _area.Draw(Drain(reader), _isCut ? live.GetRange(live.Count - most, most) : live, reader.Page.Width);
        if (drawn.Length > 0)
        {
            output.Write(drawn);
        }
    }

    private static int LongestLine(Page page) => Math.Clamp(page.Limit * page.Width / PartsOfScreen, LinePart, LongLine);

    private static Row[] Drain(BlockReader reader)
    {
        Row[] rows = [.. reader.Page.Rows];
        reader.Page.Rows.Clear();
        return rows;
    }
}
