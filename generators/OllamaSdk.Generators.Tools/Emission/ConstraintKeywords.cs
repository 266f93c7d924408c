using System.Globalization;
using System.Text;
using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Writes what limits a scalar: the type's own limits, unless an attribute gives others.</summary>
internal static class ConstraintKeywords
{
    public static void Write(StringBuilder json, ScalarModel type, ConstraintModel constraint, bool isNullable)
    {
        var hasBounds = constraint.Minimum.Json.Length > 0 || constraint.Maximum.Json.Length > 0;
        if (type.SchemaRest.Length > 0 && !hasBounds)
        {
            json.Append(',').Append(type.SchemaRest);
        }

        WriteBound(json, constraint.Minimum, "minimum", "exclusiveMinimum");
        WriteBound(json, constraint.Maximum, "maximum", "exclusiveMaximum");
        WriteCount(json, constraint, "Length");
        if (GrammarPattern.Of(constraint.Pattern) is { } pattern)
        {
            json.Append(",\"pattern\":").Append(Literals.Quote(pattern));
        }

        TextForms.Write(json, constraint.Form, constraint.Pattern.Length > 0);

        if (constraint.Allowed.Count > 0)
        {
            var values = new List<string>();
            foreach (var allowed in constraint.Allowed)
            {
                values.Add(allowed.Json);
            }

            json.Append(",\"enum\":[").Append(string.Join(",", values)).Append(isNullable ? ",null]" : "]");
        }
    }

    /// <summary>Writes how many there may be, such as <c>minItems</c>.</summary>
    public static void WriteCount(StringBuilder json, ConstraintModel constraint, string what)
    {
        if (constraint.MinLength >= 0)
        {
            json.Append(",\"min").Append(what).Append("\":").Append(constraint.MinLength.ToString(CultureInfo.InvariantCulture));
        }

        if (constraint.MaxLength >= 0)
        {
            json.Append(",\"max").Append(what).Append("\":").Append(constraint.MaxLength.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteBound(StringBuilder json, BoundModel bound, string inclusive, string exclusive)
    {
        if (bound.Json.Length > 0)
        {
            json.Append(",\"").Append(bound.IsExclusive ? exclusive : inclusive).Append("\":").Append(bound.Json);
        }
    }
}
