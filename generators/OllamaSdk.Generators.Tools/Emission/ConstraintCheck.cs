using System.Globalization;
using System.Linq;
using OllamaSdk.Generators.Tools.Model;
using OllamaSdk.Generators.Tools.Parsing;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>Emits the check of one value against what its attributes demand. Null is nobody's breach.</summary>
internal static class ConstraintCheck
{
    /// <param name="value">The variable that was read.</param>
    /// <param name="patterns">The compiled expressions.</param>
    public static void Emit(SourceWriter writer, MemberModel member, TypeMap types, string value, Patterns patterns)
    {
        var type = types[member.Value];
        if (type.Form is TypeForm.List or TypeForm.Map)
        {
            EmitCount(writer, member, value, type.Form == TypeForm.List ? "items" : "members");
            if (type.List is { } list && member.Constraint.Items is { } items)
            {
                EmitItems(writer, member, member with { Value = list.Item, Constraint = items }, types[list.Item], value, patterns.NameOf(items.Pattern));
            }

            return;
        }

        foreach (var (condition, expected) in Demands(member, type, value, patterns.NameOf(member.Constraint.Pattern)))
        {
            writer.Line(member.Value.IsNullable ? $"if ({value} is not null && !({condition}))" : $"if (!({condition}))");
            writer.Open();
            writer.Line($"throw {Runtime.Read}.Refuse(ref reader, {Literals.Code(expected)});");
            writer.Close();
        }
    }

    private static void EmitItems(SourceWriter writer, MemberModel list, MemberModel item, TypeModel type, string value, string pattern)
    {
        if (list.Value.IsNullable)
        {
            writer.Line($"if ({value} is not null)");
            writer.Open();
        }

        writer.Line("var index = 0;");
        writer.Line($"foreach (var item in {value}{(list.Value is { IsNullable: true, IsValueType: true } ? ".Value" : "")})");
        writer.Open();
        foreach (var (condition, expected) in Demands(item, type, "item", pattern))
        {
            writer.Line(item.Value.IsNullable ? $"if (item is not null && !({condition}))" : $"if (!({condition}))");
            writer.Open();
            writer.Line($"throw {Runtime.Read}.RefuseItem(ref reader, index, {Literals.Code(expected)});");
            writer.Close();
            writer.Line();
        }

        writer.Line("index++;");
        writer.Close();
        if (list.Value.IsNullable)
        {
            writer.Close();
        }
    }

    /// <summary>What must hold of a value that is not null and no collection, in C# and in words.</summary>
    public static List<(string Condition, string Expected)> Demands(MemberModel member, TypeModel type, string value, string pattern)
    {
        var demands = new List<(string, string)>();
        var constraint = member.Constraint;
        var bare = member.Value is { IsNullable: true, IsValueType: true } ? $"{value}.Value" : value;
        var bounds = new List<string>();
        AddBound(constraint.Minimum, ">=", ">");
        AddBound(constraint.Maximum, "<=", "<");
        AddLength(constraint.MinLength, ">=");
        AddLength(constraint.MaxLength, "<=");
        if (bounds.Count > 0)
        {
            demands.Add((string.Join(" && ", bounds), Words(constraint)));
        }

        if (constraint.NotBlank)
        {
            demands.Add(($"!string.IsNullOrWhiteSpace({value})", "text that is not blank"));
        }

        if (constraint.Pattern.Length > 0)
        {
            demands.Add(($"{Runtime.Read}.Matches({pattern}, {value})", $"text that matches {constraint.Pattern}"));
        }

        if (constraint.Form.Length > 0)
        {
            demands.Add((TextForms.Condition(constraint.Form, value), TextForms.Words(constraint.Form)));
        }

        if (constraint.Denied.Count > 0)
        {
            demands.Add((
                string.Join(" && ", constraint.Denied.Select(denied => $"{bare} != {denied.Code}")),
                $"anything but {string.Join(", ", constraint.Denied.Select(denied => denied.Words))}"));
        }

        if (constraint.Allowed.Count > 0)
        {
            var comparisons = new List<string>();
            var words = new List<string>();
            foreach (var allowed in constraint.Allowed)
            {
                comparisons.Add($"{bare} == {allowed.Code}");
                words.Add(allowed.Words);
            }

            demands.Add((string.Join(" || ", comparisons), $"one of {string.Join(", ", words)}"));
        }

        return demands;

        void AddBound(BoundModel bound, string inclusive, string exclusive)
        {
            if (bound.Code.Length > 0)
            {
                bounds.Add($"{bound.Cast}{bare} {(bound.IsExclusive ? exclusive : inclusive)} {bound.Code}");
            }
        }

        void AddLength(int length, string comparison)
        {
            if (length >= 0)
            {
                bounds.Add($"{value}.Length {comparison} {length.ToString(CultureInfo.InvariantCulture)}");
            }
        }
    }

    private static void EmitCount(SourceWriter writer, MemberModel member, string value, string what)
    {
        var constraint = member.Constraint;
        if (constraint is not { MinLength: < 0, MaxLength: < 0 })
        {
            var min = constraint.MinLength < 0 ? "0" : constraint.MinLength.ToString(CultureInfo.InvariantCulture);
            var max = constraint.MaxLength < 0 ? "int.MaxValue" : constraint.MaxLength.ToString(CultureInfo.InvariantCulture);
            var expected = constraint.MaxLength < 0 ? $"{min} or more {what}" : $"{min} to {max} {what}";
            var isStruct = member.Value is { IsNullable: true, IsValueType: true };
            if (isStruct)
            {
                writer.Line($"if ({value} is not null)");
                writer.Open();
            }

            writer.Line($"{Runtime.Read}.Count(ref reader, {value}{(isStruct ? ".Value" : "")}, {min}, {max}, {Literals.Code(expected)});");
            if (isStruct)
            {
                writer.Close();
            }
        }
    }

    /// <summary>The bounds in words; empty where there are none.</summary>
    public static string BoundWords(ConstraintModel constraint)
    {
        var words = new List<string>();
        Add(constraint.Minimum, constraint.Minimum.IsExclusive ? "above " : "at least ");
        Add(constraint.Maximum, constraint.Maximum.IsExclusive ? "below " : "at most ");
        return string.Join(" and ", words);

        void Add(BoundModel bound, string before)
        {
            if (bound.Text.Length > 0)
            {
                words.Add(before + bound.Text);
            }
        }
    }

    private static string Words(ConstraintModel constraint)
    {
        if (BoundWords(constraint) is { Length: > 0 } bounds)
        {
            return constraint is { Minimum.Json: "", Maximum.Json: "" } ? $"a value {bounds}" : $"a number {bounds}";
        }

        var words = new List<string>();
        Add(constraint.MinLength >= 0, "at least ", constraint.MinLength.ToString(CultureInfo.InvariantCulture));
        Add(constraint.MaxLength >= 0, "at most ", constraint.MaxLength.ToString(CultureInfo.InvariantCulture));
        return $"text of {string.Join(" and ", words)} characters";

        void Add(bool isThere, string before, string number)
        {
            if (isThere)
            {
                words.Add(before + number);
            }
        }
    }
}
