using System.Globalization;
using System.Text;

namespace OllamaSdk.Cli.Tools;

/// <summary>Calls and their results in words for a person, who decides by them: nothing of a call may be hidden.</summary>
internal static class ToolText
{
    private const int MaxArguments = 2000;
    private const int MaxResult = 100;

    public static string Of(ToolInvocation call) => $"tool: {Visible(call.Name)} {Short(Visible(call.ArgumentsJson), MaxArguments)}";

    public static string Of(ToolResult? result)
    {
        var text = Visible((result?.Content ?? "").Trim());
        return result switch
        {
            { Failure: ToolFailure.Refused } => "  refused",
            { IsError: true } => $"  failed: {Short(text, MaxResult)}",
            _ => $"  gives: {Short(text, MaxResult)}{(result?.Images.Count > 0 ? $" and {result.Images.Count} pictures" : "")}",
        };
    }

    // One line; and what a terminal does not show, or would put elsewhere, as its number.
    private static string Visible(string text)
    {
        if (!text.Any(IsHidden))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\n' => visible.Append(" ⏎ "),
                '\t' => visible.Append(' '),
                '\r' => visible,
                _ when IsHidden(letter) => visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => visible.Append(letter),
            };
        }

        return visible.ToString();
    }

    private static bool IsHidden(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;

    private static string Short(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return $"{text[..end]}… ({(text.Length - end).ToString(CultureInfo.InvariantCulture)} more characters)";
    }
}
