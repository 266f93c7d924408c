using OllamaSdk.Cli.Output.Markdown.Inline;

namespace OllamaSdk.Cli.Output.Markdown.Blocks;

/// <summary>Where blocks put their rows: how wide it is, and what stands before each.</summary>
internal sealed class Page
{
    private readonly List<Container> _containers;

    public Page(int width, int height) => (Width, Height, _containers) = (width, height, []);

    private Page(Page other) => (Width, Height, _containers) = (other.Width, other.Height, [.. other._containers]);

    public int Width { get; set; }

    public int Height { get; set; }

    /// <summary>How many rows of a block may be drawn anew.</summary>
    public int Limit => Height - 2;

    /// <summary>What the page takes of the width.</summary>
    public int ContentWidth => Width - _containers.Sum(container => container.Width);

    public IReadOnlyList<Container> Containers => _containers;

    /// <summary>The rows that are ready.</summary>
    public List<Row> Rows { get; } = [];

    public Page Clone() => new(this);

    public void Open(Container container) => _containers.Add(container);

    /// <summary>Ends all but the outermost. Of an item with no text the mark is shown.</summary>
    public void Close(int count)
    {
        while (_containers.Count > count)
        {
            if (!_containers[^1].IsShown)
            {
                Writer().End();
            }

            _containers.RemoveAt(_containers.Count - 1);
        }
    }

    /// <summary>Begins rows that stand in the containers.</summary>
    /// <param name="isCode">Whether rows are broken at their ends only.</param>
    public RowWriter Writer(bool isCode = false)
    {
        var first = _containers.ConvertAll(container => container.First);
        var rest = _containers.ConvertAll(container => container.Rest);
        MarkShown();
        return new RowWriter(Width, Rows, first, rest, isCode);
    }

    /// <summary>The marks of all items stand there.</summary>
    public void MarkShown()
    {
        for (var i = 0; i < _containers.Count; i++)
        {
            _containers[i] = _containers[i].IsShown ? _containers[i] : _containers[i] with { IsShown = true };
        }
    }

    /// <summary>Adds a row of one kind, such as a rule.</summary>
    public void AddRow(string text, TextStyle style)
    {
        var writer = Writer();
        writer.Add(text, style);
        writer.End();
    }

    public static void Write(RowWriter rows, string source, IReadOnlyList<Piece> pieces, TextStyle style)
    {
        foreach (var piece in pieces)
        {
            piece.WriteTo(rows, source, style);
        }
    }
}
