using System.Text;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>Proposals below a text, in as many columns as fit.</summary>
internal static class ProposalList
{
    private const int Most = 100;
    private const int Gap = 2;

    /// <param name="words">The proposals; a server and a disk may have named them.</param>
    /// <param name="width">The terminal's width.</param>
    public static string Of(IReadOnlyList<string> words, int width)
    {
        var cells = words.Take(Most).Select(word => TerminalText.Label(word)).ToArray();
        var column = cells.Max(word => Cells.Of(word)) + Gap;
        var columns = Math.Max(1, width / column);
        var text = new StringBuilder();
        foreach (var row in cells.Chunk(columns))
        {
            text.AppendJoin("", row.Select((word, index) => index + 1 == row.Length ? word : word + new string(' ', column - Cells.Of(word)))).Append("\r\n");
        }

        return words.Count > Most ? text.Append(System.Globalization.CultureInfo.InvariantCulture, $"… and {words.Count - Most} more\r\n").ToString() : text.ToString();
    }
}
