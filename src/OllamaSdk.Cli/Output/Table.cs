using System.Text;

namespace OllamaSdk.Cli.Output;

/// <summary>Columns of text, each as wide as its longest cell.</summary>
internal static class Table
{
    private const string Gap = "  ";

    public static string Format(string[] header, IEnumerable<string[]> rows)
    {
        string[][] lines = [header, .. rows.Select(row => Array.ConvertAll(row, cell => TerminalText.Clean(cell).Replace('\n', ' ')))];
        var widths = header.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendLine(string.Join(Gap, line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }
}
