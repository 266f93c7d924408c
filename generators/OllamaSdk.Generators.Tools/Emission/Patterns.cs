using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>The regular expressions of a file. They are compiled when the first argument needs one, not when a tool is made.</summary>
internal sealed class Patterns
{
    private readonly List<string> _patterns = [];

    /// <summary>The expression that a text must match from its start to its end.</summary>
    public static string Whole(string pattern) => $"\\A(?:{pattern})\\z";

    public string NameOf(string pattern)
    {
        if (pattern.Length == 0)
        {
            return "";
        }

        if (!_patterns.Contains(pattern))
        {
            _patterns.Add(pattern);
        }

        return $"Patterns.Pattern{_patterns.IndexOf(pattern)}";
    }

    public void Emit(SourceWriter writer)
    {
        if (_patterns.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("private static class Patterns");
        writer.Open();
        for (var i = 0; i < _patterns.Count; i++)
        {
            var whole = Literals.Code(Whole(_patterns[i]));
            writer.Line($"internal static readonly {Runtime.Regex} Pattern{i} = new({whole}, global::System.Text.RegularExpressions.RegexOptions.CultureInvariant, global::System.TimeSpan.FromSeconds(1));");
        }

        writer.Close();
    }
}
