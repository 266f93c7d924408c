using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The default of an optional parameter, in C# and in JSON.</summary>
internal static class DefaultValues
{
    public static (ValueModel Value, string Code, string Json) Of(IParameterSymbol parameter, ValueModel value, TypeModel? type)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return (value, "", "");
        }

        if (parameter.ExplicitDefaultValue is { } constant)
        {
            var isEnum = type?.Enum is not null;
            var code = Literals.Code(constant) ?? "default";
            return (value, isEnum ? $"({value.TypeName})({code})" : code, isEnum ? EnumParser.Json(type!, constant) : Literals.Json(constant) ?? "");
        }

        // A null default makes a parameter nullable where its type says nothing about null; `default` of a struct has no JSON.
        if (!value.IsValueType && !value.IsNullable)
        {
            value = value with { Type = value.TypeName + "?", IsNullable = true };
        }

        return (value, "default", value.IsNullable ? "null" : "");
    }
}
