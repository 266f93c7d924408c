using System.Globalization;
using System.Text;

namespace OllamaSdk.Cli.Output;

/// <summary>
/// The lines of a transfer on a terminal. A layer that is done is printed once and for all and moves up with the rest of the screen, so that there may be
/// more layers than the screen has lines; the others, the whole and what the server says are drawn anew.
/// </summary>
internal sealed class TransferScreen(TextWriter terminal)
{
    private static readonly string s_spinner = TransferLines.IsUnicode ? "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏" : "-\\|/";

    // The whole, what the server says, and the line on which the cursor would otherwise be.
    private const int OtherLines = 3;

    private readonly Lock _lock = new();
    private readonly LayerStarts _starts = new();
    private readonly HashSet<string> _printed = new(StringComparer.Ordinal);
    private TransferProgress _step = new("starting", [], null);
    private int _drawn;
    private int _turn;

    public void Report(TransferProgress step)
    {
        lock (_lock)
        {
            _starts.See(step);
            _step = step;
        }
    }

    public void Draw() => Draw(isEnd: false);

    public void End() => Draw(isEnd: true);

    private void Draw(bool isEnd)
    {
        lock (_lock)
        {
            // One column stays free: a line that fills the last one puts the cursor where terminals differ.
            var width = Math.Max(1, Terminal.Width - 1);
            var lines = new TransferLines(width, TransferLines.NameWidth(_step.Layers.Select(_starts.Name), width));
            var done = _step.Layers.Where(layer => layer is { Fraction: 1 } && _printed.Add(layer.Digest)).Select(layer => Layer(lines, layer)).ToList();
            var open = Open(lines, isEnd);
            var text = new StringBuilder("\r");
            if (_drawn > 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"\u001b[{_drawn - 1}A");
            }

            // Each is cleared behind its end, not all of them before: that would flicker.
            text.AppendJoin("\u001b[K\r\n", done.Concat(open)).Append("\u001b[K\u001b[J").Append(isEnd ? Environment.NewLine : "");
            _drawn = open.Count;
            terminal.Write(text.ToString());
        }
    }

    private List<string> Open(TransferLines lines, bool isEnd)
    {
        var layers = _step.Layers.Where(layer => !_printed.Contains(layer.Digest)).ToList();
        var shown = layers.Count <= Math.Max(1, Terminal.Height - OtherLines) ? layers.Count : Math.Max(0, Terminal.Height - OtherLines - 1);
        List<string> open = [.. layers.Take(shown).Select(layer => Layer(lines, layer))];
        if (shown < layers.Count)
        {
            open.Add(lines.Words(string.Create(CultureInfo.InvariantCulture, $"and {layers.Count - shown} more")));
        }

        if (_step.Layers.Count > 0)
        {
            open.Add(lines.Whole(_step, _starts.Bytes));
        }

        if (_step.Current is null || _step.Layers.Count == 0)
        {
            open.Add(lines.Words(isEnd ? _step.Status : $"{s_spinner[_turn++ % s_spinner.Length]} {_step.Status}"));
        }

        return open;
    }

    private string Layer(TransferLines lines, LayerProgress layer) => lines.Layer(layer, _starts.Name(layer), _starts.Note(layer));
}
