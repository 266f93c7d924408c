using System.Text;
using System.Text.RegularExpressions;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>C# names from wire names.</summary>
internal static partial class Names
{
    /// <summary><c>_debug_info</c> becomes <c>DebugInfo</c>, <c>listModels</c> becomes <c>ListModels</c>.</summary>
    public static string Pascal(string wireName)
    {
        var name = new StringBuilder(wireName.Length);
        var upper = true;
        foreach (var character in wireName)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                name.Append(upper ? char.ToUpperInvariant(character) : character);
            }

            upper = !char.IsAsciiLetterOrDigit(character);
        }

        return name.ToString();
    }

    public static string Camel(string wireName)
    {
        var name = Pascal(wireName);
        return name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>The name that <c>x-dotnet-name</c> gives, or else the one made from the wire name; a problem where it is no C# name.</summary>
    public static string Of(Place place, string wireName)
    {
        var name = place.Text("x-dotnet-name") ?? Pascal(wireName);
        if (!Identifier().IsMatch(name))
        {
            place.Report($"'{name}' is not a C# name; give one with x-dotnet-name");
        }

        return name;
    }

    /// <summary>Whether the text is a type such as <c>float[]</c> or <c>OllamaSdk.Think</c>.</summary>
    public static bool IsTypeName(string text) => TypeName().IsMatch(text);

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9.]*(\[\])?$")]
    private static partial Regex TypeName();
}
