using System.Text;
using System.Text.RegularExpressions;
using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>Documentation comments from plain text in which backticks mark code.</summary>
internal static partial class DocComments
{
    private const int Width = 120;

    public static CodeWriter Document(this CodeWriter writer, Documentation documentation)
    {
        writer.Element("summary", documentation.Summary);
        if (documentation.Remarks.Count == 1)
        {
            return writer.Element("remarks", documentation.Remarks[0]);
        }

        if (documentation.Remarks.Count > 1)
        {
            writer.Line("/// <remarks>");
            foreach (var paragraph in documentation.Remarks)
            {
                writer.Element("para", paragraph);
            }

            writer.Line("/// </remarks>");
        }

        return writer;
    }

    /// <summary>One element, on one line where it fits.</summary>
    public static CodeWriter Element(this CodeWriter writer, string name, string text, string attributes = "")
    {
        var content = Xml(text);
        if (content.Length + (2 * name.Length) + attributes.Length <= Width)
        {
            return writer.Line($"/// <{name}{attributes}>{content}</{name}>");
        }

        writer.Line($"/// <{name}{attributes}>");
        foreach (var line in Wrap(content))
        {
            writer.Line($"/// {line}");
        }

        return writer.Line($"/// </{name}>");
    }

    private static string Xml(string text)
    {
        var escaped = Space().Replace(text.Trim(), " ")
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
        return Code().Replace(escaped, "<c>$1</c>");
    }

    private static IEnumerable<string> Wrap(string text)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length >= Width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        yield return line.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
