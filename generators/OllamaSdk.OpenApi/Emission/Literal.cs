using System.Text;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>C# string literals.</summary>
internal static class Literal
{
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var character in text)
        {
            literal.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or '\u2028' or '\u2029' or '\u0085' => $"\\u{(int)character:X4}",
                _ => character,
            });
        }

        return literal.Append('"').ToString();
    }
}
