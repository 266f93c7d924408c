using System.Globalization;
using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Enums are given by name; those with <c>[Flags]</c> by a list of names.</summary>
internal static class EnumParser
{
    public static TypeModel? Parse(INamedTypeSymbol type, string name, string id, TypeTable table)
    {
        var members = Members(type);
        var names = new Dictionary<string, string>();
        foreach (var member in members)
        {
            if (names.TryGetValue(member.JsonName, out var other))
            {
                table.Refuse($"'{other}' and '{Short(member.Code)}' are both '{member.JsonName}' in JSON; give one another name by [JsonStringEnumMemberName]");
                return null;
            }

            names.Add(member.JsonName, Short(member.Code));
        }

        if (members.Count == 0 || TypeRules.Customised(type, type.Name) is not null)
        {
            table.Refuse(TypeRules.Customised(type, type.Name) ?? $"the enum '{type.Name}' has no members");
            return null;
        }

        var form = type.Attribute("System", "FlagsAttribute") is null ? TypeForm.Enum : TypeForm.Flags;
        return new(name, id, form, Enum: new(members.ToEquatableArray()));
    }

    /// <summary>The JSON of a constant of an enum; empty where it has no name.</summary>
    public static string Json(TypeModel type, object constant)
    {
        var value = Convert.ToString(constant, CultureInfo.InvariantCulture);
        foreach (var member in type.Enum!.Members)
        {
            if (member.Value == value)
            {
                var name = Literals.Quote(member.JsonName);
                return type.Form == TypeForm.Enum ? name : member.IsZero ? "[]" : $"[{name}]";
            }
        }

        return type.Form == TypeForm.Flags && value == "0" ? "[]" : "";
    }

    private static string Short(string code) => code.Substring(code.LastIndexOf('.') + 1);

    private static List<EnumMemberModel> Members(INamedTypeSymbol type)
    {
        var members = new List<EnumMemberModel>();
        var values = new HashSet<string>();
        foreach (var symbol in type.GetMembers())
        {
            if (symbol is IFieldSymbol { HasConstantValue: true } field)
            {
                var value = Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture);
                members.Add(new(
                    field.Attribute(Names.Json, "JsonStringEnumMemberNameAttribute").Text() ?? JsonNames.Camel(field.Name),
                    $"{type.ToDisplayString(Names.Full)}.{Identifiers.Escape(field.Name)}",
                    value,
                    IsAlias: !values.Add(value),
                    IsZero: value == "0"));
            }
        }

        return members;
    }
}
