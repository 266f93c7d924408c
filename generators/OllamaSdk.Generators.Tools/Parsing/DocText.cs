using System.Text;
using System.Xml.Linq;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The words of a documentation comment, without its markup.</summary>
internal static class DocText
{
    public static string Of(XElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return Tidy(text.ToString());
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText words)
            {
                text.Append(words.Value);
            }
            else if (node is XElement child)
            {
                AppendMarkup(text, child);
            }
        }
    }

    private static void AppendMarkup(StringBuilder text, XElement child)
    {
        switch (child.Name.LocalName)
        {
            case "para" or "list" or "code":
                text.Append("\n\n");
                Append(text, child);
                text.Append("\n\n");
                break;
            case "br":
                text.Append("\n\n");
                break;
            case "item":
                text.Append("\n\n- ");
                Append(text, child);
                break;
            default:
                Append(text, child);
                text.Append(child.IsEmpty ? Reference(child) : "");
                break;
        }
    }

    // <see cref="Demo.Weather.Find(string)"/> reads as "Find", <paramref name="city"/> as "city".
    private static string Reference(XElement child)
    {
        var value = (child.Attribute("cref") ?? child.Attribute("name") ?? child.Attribute("langword"))?.Value
            ?? child.Attribute("href")?.Value.Replace(".", "\0") ?? "";
        var end = value.IndexOf('(');
        value = end < 0 ? value : value.Substring(0, end);
        return value.Substring(value.LastIndexOf('.') + 1).Replace('\0', '.');
    }

    /// <summary>One space between words; an empty line begins a paragraph.</summary>
    private static string Tidy(string text)
    {
        var paragraphs = new List<string>();
        var words = new List<string>();
        foreach (var line in text.Replace("\r", "").Split('\n'))
        {
            var found = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (found.Length == 0)
            {
                End();
            }

            words.AddRange(found);
        }

        End();
        return string.Join("\n\n", paragraphs);

        void End()
        {
            if (words.Count > 0)
            {
                paragraphs.Add(string.Join(" ", words));
                words.Clear();
            }
        }
    }
}
