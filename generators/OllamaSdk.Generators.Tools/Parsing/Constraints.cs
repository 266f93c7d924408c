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

                var before = found.Pattern;
                var next = Read(found, attribute, type, out var problem);
                found = next ?? found;
                if (problem is not null)
                {
                    table.Scope.Report.Add(Descriptors.ConstraintMismatch, attribute, symbol.Name, ShortName(attribute), problem);
                }
                else if (next is { Pattern.Length: > 0 } && next.Pattern != before && Emission.GrammarPattern.Of(next.Pattern) is null)
                {
                    table.Scope.Report.Add(Descriptors.PatternLeftOut, attribute, symbol.Name);
                }
                else if (next is null)
                {
                    table.Scope.Report.Add(Descriptors.UncheckedAttribute, attribute, symbol.Name, ShortName(attribute));
                }
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

    /// <summary>The constraint with one attribute more; <see langword="null"/> where the attribute is not known.</summary>
    private static ConstraintModel? Read(ConstraintModel found, AttributeData attribute, TypeModel type, out string? problem)
    {
        problem = null;
        var arguments = attribute.ConstructorArguments;
        switch (Names.NamespaceOf(attribute.AttributeClass!) == Names.Annotations ? attribute.AttributeClass!.Name : "")
        {
            case "DataTypeAttribute":
                return found;
            case "RequiredAttribute":
                return Required(found, attribute, type);
            case "RangeAttribute":
                return Bounds.Read(found, attribute, type, out problem);
            case "StringLengthAttribute":
                return Length(found, attribute.Named("MinimumLength") as int? ?? -1, Int(arguments, 0), type, textOnly: true, out problem);
            case "MinLengthAttribute":
                return Length(found, Int(arguments, 0), -1, type, textOnly: false, out problem);
            case "MaxLengthAttribute":
                return Length(found, -1, Int(arguments, 0), type, textOnly: false, out problem);
            case "LengthAttribute":
                return Length(found, Int(arguments, 0), Int(arguments, 1), type, textOnly: false, out problem);
            case "RegularExpressionAttribute":
                return Pattern(found, attribute.Text() ?? "", type, out problem);
            case "AllowedValuesAttribute":
                return AllowedValues.Read(found, attribute, type, out problem);
            default:
                return null;
        }
    }

    // As the attribute itself has it: neither null nor, in a text, nothing or blanks.
    private static ConstraintModel Required(ConstraintModel found, AttributeData attribute, TypeModel type) =>
        type.Scalar?.Kind == ScalarKind.String && attribute.Named("AllowEmptyStrings") is not true
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

    private static int Int(System.Collections.Immutable.ImmutableArray<TypedConstant> arguments, int index) =>
        arguments.Length > index && arguments[index].Value is int number ? number : -1;

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
