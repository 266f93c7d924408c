using System.Text;
using Spectre.Console;

namespace OllamaSdk.Cli.Output;

/// <summary>Columns of text: framed on a terminal; elsewhere plain, each as wide as its longest cell.</summary>
internal static class Table
{
    private const string Gap = "  ";

    public static void Print(Terminal terminal, string[] header, IEnumerable<string[]> rows)
    {
        var cells = rows.Select(row => Array.ConvertAll(row, cell => TerminalText.Clean(cell).Replace('\n', ' ')));
        if (terminal.IsStyled)
        {
            Terminal.Output().Write(Framed(header, cells));
        }
        else
        {
            Console.Out.Write(Plain(header, cells));
        }
    }

    private static Spectre.Console.Table Framed(string[] header, IEnumerable<string[]> rows)
    {
        var table = new Spectre.Console.Table().RoundedBorder().BorderColor(Color.Grey);
        table.AddColumns(Array.ConvertAll(header, name => new TableColumn(new Text(name, new Style(decoration: Decoration.Bold)))));
        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static string Plain(string[] header, IEnumerable<string[]> rows)
    {
        string[][] lines = [header, .. rows];
        var widths = header.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendLine(string.Join(Gap, line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }
}
