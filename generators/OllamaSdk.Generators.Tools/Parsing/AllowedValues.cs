using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads <c>[AllowedValues]</c> and <c>[DeniedValues]</c>.</summary>
internal static class AllowedValues
{
    // Whether null is allowed is said by the type.
    public static ConstraintModel Read(ConstraintModel found, AttributeData attribute, TypeModel type, out string? problem) =>
        found with { Allowed = List(attribute, type, out problem, out _) };

    public static ConstraintModel ReadDenied(ConstraintModel found, AttributeData attribute, TypeModel type, out string? problem) =>
        found with { Denied = List(attribute, type, out problem, out var hasNull), NotNull = found.NotNull || hasNull };

    private static EquatableArray<AllowedModel> List(AttributeData attribute, TypeModel type, out string? problem, out bool hasNull)
    {
        problem = null;
        hasNull = false;
        var allowed = new List<AllowedModel>();
        if (attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } list])
        {
            foreach (var constant in list.Values)
            {
                if (constant.IsNull)
                {
                    hasNull = true;
                    continue;
                }

                if (Of(constant, type) is { } value)
                {
                    allowed.Add(value);
                }
                else
                {
                    problem = type.Form is TypeForm.List or TypeForm.Map
                        ? "it speaks of the whole collection, and not of its items; declare an enum as the item's type"
                        : $"{constant.ToCSharpString()} is not a value of the type";
                }
            }
        }

        return allowed.ToEquatableArray();
    }

    private static AllowedModel? Of(TypedConstant constant, TypeModel type)
    {
        if (constant.Kind == TypedConstantKind.Enum && type.Form == TypeForm.Enum && constant.Type!.ToDisplayString(Names.Full) == type.Name)
        {
            var json = EnumParser.Json(type, constant.Value!);
            return json.Length == 0 ? null : new(json, $"({type.Name})({Literals.Code(constant.Value)})", json.Trim('"'));
        }

        return (type.Scalar?.Kind, constant.Value) switch
        {
            (ScalarKind.String, string text) => new(Literals.Quote(text), Literals.Code(text)!, text),
            (ScalarKind.OtherText, char letter) when type.Scalar!.Reader == "Char" => new(Literals.Json(letter)!, Literals.Code(letter)!, letter.ToString()),
            (ScalarKind.Boolean, bool truth) => new(Literals.Json(truth)!, Literals.Code(truth)!, Literals.Json(truth)!),
            (ScalarKind.Integer or ScalarKind.Number or ScalarKind.Decimal, { } number) when Number(number) is { } value => Numeric(value, type.Scalar!),
            _ => null,
        };
    }

    private static AllowedModel? Numeric(decimal value, ScalarModel type)
    {
        var json = Literals.Json(value)!;
        return type.Kind switch
        {
            ScalarKind.Number => new(json, Literals.Real((double)value, type), json),
            ScalarKind.Decimal => new(json, Literals.Code(value)!, json),
            _ when !Bounds.Holds(type, value) => null,
            _ => new(json, json + (type.Reader == "UInt128" ? "UL" : ""), json),
        };
    }

    private static decimal? Number(object value) =>
        value is byte or sbyte or short or ushort or int or uint or long or ulong or float or double
        && Convert.ToDouble(value, CultureInfo.InvariantCulture) is > -7e27 and < 7e27
            ? Convert.ToDecimal(value, CultureInfo.InvariantCulture)
            : null;
}
