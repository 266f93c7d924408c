using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads the attributes of <c>System.ComponentModel.DataAnnotations</c> that limit a value.</summary>
internal static class Constraints
{
    /// <param name="symbols">A parameter, and the property it sets.</param>
    public static ConstraintModel Of(IReadOnlyList<ISymbol> symbols, ValueModel value, TypeTable table)
    {
        var found = ConstraintModel.None;
        var type = table[value] ?? Unfinished(value, symbols[symbols.Count - 1]);
        foreach (var symbol in symbols)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                if (!IsValidation(attribute.AttributeClass))
                {
                    continue;
                }

                var rule = Rule.Of(attribute, table.Scope);
                var problem = default(string);
                var next = rule is null ? null : Read(found, rule, type, table, out problem);
                if (problem is not null)
                {
                    table.Scope.Report.Add(Descriptors.ConstraintMismatch, attribute, symbol.Name, ShortName(attribute), problem);
                }
                else if (next is not null && PatternOf(next) is { Length: > 0 } pattern && pattern != PatternOf(found) && Emission.GrammarPattern.Of(pattern) is null)
                {
                    table.Scope.Report.Add(Descriptors.PatternLeftOut, attribute, symbol.Name);
                }
                else if (next is null)
                {
                    table.Scope.Report.Add(Descriptors.UncheckedAttribute, attribute, symbol.Name, ShortName(attribute));
                }

                found = next ?? found;
            }
        }

        return found;
    }

    // A type that is part of itself is not known yet: an object, or a collection of such.
    private static TypeModel Unfinished(ValueModel value, ISymbol symbol)
    {
        var type = symbol is IParameterSymbol parameter ? parameter.Type : Members.TypeOf(symbol);
        return new(value.TypeName, "", CollectionTypes.List(type) is not null ? TypeForm.List : CollectionTypes.Map(type) is not null ? TypeForm.Map : TypeForm.Object);
    }

    private static string PatternOf(ConstraintModel constraint) => constraint.Items?.Pattern ?? constraint.Pattern;

    /// <summary>The constraint with one attribute more; <see langword="null"/> where the attribute is not known.</summary>
    private static ConstraintModel? Read(ConstraintModel found, Rule rule, TypeModel type, TypeTable table, out string? problem)
    {
        // These speak of one value, and so of each item of a list.
        var isOfItems = rule.Name is "RangeAttribute" or "RegularExpressionAttribute" or "AllowedValuesAttribute" or "DeniedValuesAttribute"
            or "UrlAttribute" or "EmailAddressAttribute" or "Base64StringAttribute";
        return isOfItems && type.List is { } list && table[list.Item] is { } item
            ? ReadOne(found.Items ?? ConstraintModel.None, rule, item, out problem) is { } items ? found with { Items = items } : null
            : ReadOne(found, rule, type, out problem);
    }

    private static ConstraintModel? ReadOne(ConstraintModel found, Rule rule, TypeModel type, out string? problem)
    {
        problem = null;
        switch (rule.Name)
        {
            case "DataTypeAttribute":
                return found;
            case "RequiredAttribute":
                return Required(found, rule, type);
            case "RangeAttribute":
                return Bounds.Read(found, rule, type, out problem);
            case "StringLengthAttribute":
                return Length(found, rule.Setting("MinimumLength") as int? ?? -1, Int(rule, 0), type, textOnly: true, out problem);
            case "MinLengthAttribute":
                return Length(found, Int(rule, 0), -1, type, textOnly: false, out problem);
            case "MaxLengthAttribute":
                return Length(found, -1, Int(rule, 0), type, textOnly: false, out problem);
            case "LengthAttribute":
                return Length(found, Int(rule, 0), Int(rule, 1), type, textOnly: false, out problem);
            case "RegularExpressionAttribute":
                return Pattern(found, rule.Values is [string pattern, ..] ? pattern : "", type, out problem);
            case "AllowedValuesAttribute" when IsDirect(rule):
                return AllowedValues.Read(found, rule.Attribute, type, out problem);
            case "DeniedValuesAttribute" when IsDirect(rule):
                return AllowedValues.ReadDenied(found, rule.Attribute, type, out problem);
            case "UrlAttribute" or "EmailAddressAttribute" or "Base64StringAttribute":
                problem = type.Scalar?.Kind == ScalarKind.String ? null : "it needs a string";
                return found with { Form = rule.Name.Substring(0, rule.Name.Length - "Attribute".Length) };
            default:
                return null;
        }
    }

    private static bool IsDirect(Rule rule) => rule.Attribute.AttributeClass!.Name == rule.Name;

    // As the attribute itself has it: neither null nor, in a text, nothing or blanks.
    private static ConstraintModel Required(ConstraintModel found, Rule rule, TypeModel type) =>
        type.Scalar?.Kind == ScalarKind.String && rule.Setting("AllowEmptyStrings") is not true
            ? found with { NotNull = true, NotBlank = true, MinLength = Math.Max(found.MinLength, 1) }
            : found with { NotNull = true };

    private static ConstraintModel Length(ConstraintModel found, int min, int max, TypeModel type, bool textOnly, out string? problem)
    {
        var fits = type.Scalar?.Kind == ScalarKind.String || (!textOnly && type.Form is TypeForm.List or TypeForm.Map);
        problem = fits ? null : textOnly ? "it needs a string" : "it needs a string, a collection or a dictionary";
        return found with { MinLength = min > 0 ? min : found.MinLength, MaxLength = max >= 0 ? max : found.MaxLength };
    }

    private static ConstraintModel Pattern(ConstraintModel found, string pattern, TypeModel type, out string? problem)
    {
        problem = type.Scalar?.Kind == ScalarKind.String ? null : "it needs a string";
        try
        {
            _ = new Regex(pattern);
            _ = new Regex(Emission.Patterns.Whole(pattern));
        }
        catch (ArgumentException e)
        {
            problem = $"the expression is not valid: {e.Message}";
        }

        return found with { Pattern = pattern };
    }

    private static int Int(Rule rule, int index) => rule.Values.Count > index && rule.Values[index] is int number ? number : -1;

    private static bool IsValidation(INamedTypeSymbol? attribute)
    {
        for (var type = attribute; type is not null; type = type.BaseType)
        {
            if (Names.Is(type, Names.Annotations, "ValidationAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    private static string ShortName(AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
