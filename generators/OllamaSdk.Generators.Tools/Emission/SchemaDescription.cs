using System.Linq;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>A description, with words for the rules that no keyword says to every server.</summary>
internal static class SchemaDescription
{
    public static string Of(string description, ConstraintModel constraint, TypeModel type)
    {
        var words = new List<string>();
        if (constraint.Pattern is { Length: > 0 } pattern && GrammarPattern.Of(pattern) is null)
        {
            words.Add($"matches the regular expression {pattern}");
        }

        if (constraint is { Minimum.Json: "", Maximum.Json: "" } && ConstraintCheck.BoundWords(constraint) is { Length: > 0 } bounds)
        {
            words.Add(bounds);
        }

        // Of an enum the names that are left say it.
        if (constraint.Denied.Count > 0 && type.Enum is null)
        {
            words.Add($"not {string.Join(", ", constraint.Denied.Select(value => value.Words))}");
        }

        return words.Count == 0 ? description : $"{description}{(description.Length > 0 ? " " : "")}({string.Join("; ", words)})";
    }
}
