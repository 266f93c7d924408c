using System.Globalization;
using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Enums are given by name; those with <c>[Flags]</c> by a list of names.</summary>
internal static class EnumParser
{
    public static TypeModel? Parse(INamedTypeSymbol type, string name, string id, TypeTable table)
    {
        var members = Members(type, table.Scope);
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
        return new(name, id, form, Enum: new(members.ToEquatableArray(), type.EnumUnderlyingType!.SpecialType is SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64));
    }

    /// <summary>The JSON of a constant of an enum; empty where it has no name.</summary>
    public static string Json(TypeModel type, object constant)
    {
        var bits = Bits(constant);
        if (type.Form == TypeForm.Flags)
        {
            return FlagsJson(type.Enum!, bits);
        }

        foreach (var member in type.Enum!.Members)
        {
            if (member.Bits == bits)
            {
                return Literals.Quote(member.JsonName);
            }
        }

        return "";
    }

    private static string FlagsJson(EnumModel type, ulong bits)
    {
        var names = new List<string>();
        foreach (var member in type.Flags())
        {
            if ((bits & member.Bits) == member.Bits)
            {
                names.Add(Literals.Quote(member.JsonName));
                bits &= ~member.Bits;
            }
        }

        return bits == 0 ? $"[{string.Join(",", names)}]" : "";
    }

    private static ulong Bits(object constant) =>
        constant is ulong bits ? bits : unchecked((ulong)Convert.ToInt64(constant, CultureInfo.InvariantCulture));

    private static string Short(string code) => code.Substring(code.LastIndexOf('.') + 1);

    private static List<EnumMemberModel> Members(INamedTypeSymbol type, Scope scope)
    {
        var members = new List<EnumMemberModel>();
        var values = new HashSet<ulong>();
        foreach (var symbol in type.GetMembers())
        {
            if (symbol is IFieldSymbol { HasConstantValue: true } field)
            {
                scope.UsesOnly(field);
                var bits = Bits(field.ConstantValue!);
                members.Add(new(
                    field.Attribute(Names.Json, "JsonStringEnumMemberNameAttribute").Text() ?? JsonNames.Camel(field.Name),
                    $"{type.ToDisplayString(Names.Full)}.{Identifiers.Escape(field.Name)}",
                    bits,
                    IsAlias: !values.Add(bits)));
            }
        }

        return members;
    }
}
