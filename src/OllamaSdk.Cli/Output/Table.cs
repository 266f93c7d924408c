using System.Text;
using Spectre.Console;

namespace OllamaSdk.Cli.Output;

/// <summary>
/// Columns of text: framed on a terminal; in a file or a pipe plain, each as wide as its longest cell. Where a terminal is too narrow for them, or plain,
/// each cell is a line of its own, behind its column's name.
/// </summary>
internal static class Table
{
    private const string Gap = "  ";

    // Of a frame: a line and a blank on both sides of a cell, a line at the end.
    private const int FrameOfCell = 3;

    public static void Print(Terminal terminal, string[] header, IEnumerable<string[]> rows)
    {
        string[] names = Array.ConvertAll(header, TerminalText.Label);
        string[][] cells = [.. rows.Select(row => Array.ConvertAll(row, TerminalText.Label))];
        if (terminal.IsStyled && Width(names, cells, LongestWord) + (FrameOfCell * names.Length) + 1 <= Terminal.Width)
        {
            Terminal.Output().Write(Framed(names, cells));
        }
        else if (Terminal.IsShown && (terminal.IsPlain || terminal.IsStyled || Width(names, cells, Length) + (Gap.Length * (names.Length - 1)) > Terminal.Width))
        {
            Console.Out.Write(Lines(names, cells));
        }
        else
        {
            Console.Out.Write(Columns(names, cells));
        }
    }

    private static int Width(string[] header, string[][] rows, Func<string, int> ofCell) =>
        header.Select((name, column) => rows.Select(row => ofCell(row[column])).Append(ofCell(name)).Max()).Sum();

    private static int Length(string cell) => cell.GetCellWidth();

    private static int LongestWord(string cell) => cell.Split(' ').Max(Length);

    private static Spectre.Console.Table Framed(string[] header, string[][] rows)
    {
        var table = new Spectre.Console.Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumns(Array.ConvertAll(header, name => new TableColumn(new Text(name, new Style(decoration: Decoration.Bold)))));
        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static string Columns(string[] header, string[][] rows)
    {
        string[][] lines = [header, .. rows];
        var widths = header.Select((_, column) => lines.Max(line => Length(line[column]))).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendLine(string.Join(Gap, line.Select((cell, column) => cell + new string(' ', widths[column] - Length(cell)))).TrimEnd());
        }

        return text.ToString();
    }

    // A first column without a name holds the names of its rows.
    private static string Lines(string[] header, string[][] rows)
    {
        var text = new StringBuilder();
        var namesRows = header is ["", _, ..];
        var isPair = namesRows && header.Length == 2;
        if (isPair && header[1].Length > 0)
        {
            text.AppendLine(header[1]);
        }

        foreach (var row in rows)
        {
            if (isPair)
            {
                text.AppendLine($"{row[0]}: {row[1]}");
                continue;
            }

            text.Append(text.Length > 0 ? Environment.NewLine : "").Append(namesRows ? row[0] + Environment.NewLine : "");
            for (var column = namesRows ? 1 : 0; column < row.Length; column++)
            {
                if (row[column].Length > 0)
                {
                    text.AppendLine($"{header[column]}: {row[column]}");
                }
            }
        }

        return text.ToString();
    }
}
