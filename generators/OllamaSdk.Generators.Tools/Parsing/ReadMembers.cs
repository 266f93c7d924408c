using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>How an object is made from JSON: by its constructor, its object initialiser and its setters. Private ones are not touched.</summary>
internal static class ReadMembers
{
    public static List<MemberModel>? Of(INamedTypeSymbol type, TypeTable table)
    {
        var scope = table.Scope;
        var symbols = Members.Of(type, scope);
        var constructor = Constructors.Choose(type, symbols.Exists(m => Members.CanSet(m, scope) && !Members.IsIgnored(m, isRead: true)), scope, out var problem);
        if (constructor is null)
        {
            table.Refuse(problem);
            return null;
        }

        scope.UsesOnly(constructor);
        var setsRequired = Constructors.SetsRequired(constructor);
        var members = new List<MemberModel>();
        foreach (var parameter in constructor.Parameters)
        {
            var twin = symbols.Find(m => string.Equals(m.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            symbols.Remove(twin!);
            if (FromParameter(parameter, twin, setsRequired, table) is not { } member)
            {
                return null;
            }

            members.Add(member);
        }

        foreach (var symbol in symbols)
        {
            var isInitializer = Members.IsRequired(symbol) && !setsRequired;
            if (Members.IsIgnored(symbol, isRead: true) && isInitializer)
            {
                table.Refuse($"'{type.ToDisplayString(Names.Short)}.{symbol.Name}' is required in C# and carries [JsonIgnore]; remove one of them");
                return null;
            }

            var filling = Members.IsIgnored(symbol, isRead: true) || isInitializer ? null : Members.Filling(symbol, scope);
            if (filling is null && (!Members.CanSet(symbol, scope) || Members.IsIgnored(symbol, isRead: true)))
            {
                if (Members.Unsettable(symbol, scope) is { } why)
                {
                    scope.Report.Add(Descriptors.NotSettable, Here(symbol, type), $"{type.ToDisplayString(Names.Short)}.{symbol.Name}", why);
                }

                continue;
            }

            if (FromMember(symbol, filling, isInitializer, table) is not { } member)
            {
                return null;
            }

            members.Add(member);
        }

        return members;
    }

    private static MemberModel? FromParameter(IParameterSymbol parameter, ISymbol? twin, bool setsRequired, TypeTable table)
    {
        var owner = parameter.ContainingType.ToDisplayString(Names.Short);
        if (parameter.RefKind != RefKind.None)
        {
            table.Refuse($"the constructor of '{owner}' takes '{parameter.Name}' by reference; pass it by value");
            return null;
        }

        if (twin is not null && Members.IsIgnored(twin, isRead: true))
        {
            table.Refuse($"the constructor of '{owner}' needs '{parameter.Name}', which carries [JsonIgnore]; remove one of them");
            return null;
        }

        if (Value(parameter.Type, twin ?? parameter, owner, parameter.Name, table) is not { } value)
        {
            return null;
        }

        var scope = table.Scope;
        var words = scope.Descriptions.OfParameter(parameter);
        var stronger = twin is null ? null : Descriptions.Attribute(twin);
        var (optional, code, json) = DefaultValues.Of(parameter, value, table[value]);
        return new MemberModel(
            twin is null ? JsonNames.Camel(parameter.Name) : Members.JsonName(twin),
            twin?.Name ?? parameter.Name,
            optional,
            stronger ?? (words.Length > 0 || twin is null ? words : scope.Descriptions.Of(twin)),
            Binding.Constructor,
            IsRequired: !parameter.HasExplicitDefaultValue,
            IsInitializer: twin is not null && Members.IsRequired(twin) && !setsRequired,
            code,
            json,
            Constraints.Of(twin is null ? [parameter] : [parameter, twin], value, table)).WithoutNull();
    }

    // A member of another assembly has no place here.
    private static ISymbol Here(ISymbol symbol, INamedTypeSymbol type) =>
        symbol.Locations is [{ IsInSource: true }, ..] ? symbol : type;

    private static MemberModel? FromMember(ISymbol symbol, Binding? filling, bool isInitializer, TypeTable table)
    {
        var owner = symbol.ContainingType.ToDisplayString(Names.Short);
        if (Value(Members.TypeOf(symbol), symbol, owner, symbol.Name, table) is not { } value)
        {
            return null;
        }

        var isInit = filling is null && symbol is IPropertySymbol { SetMethod.IsInitOnly: true };
        var isRequired = Members.IsRequired(symbol) || symbol.HasJson("JsonRequiredAttribute") || symbol.Attribute(Names.Annotations, "RequiredAttribute") is not null;
        if (isInit && !isRequired && !(symbol is IPropertySymbol { GetMethod: { } getter } && table.Scope.CanReach(getter)))
        {
            table.Refuse($"'{owner}.{symbol.Name}' keeps its value where JSON has none, and that cannot be read; give it a getter, a plain setter, or 'required'");
            return null;
        }

        return new MemberModel(
            Members.JsonName(symbol),
            symbol.Name,
            value,
            table.Scope.Descriptions.Of(symbol),
            filling ?? (isInit ? Binding.Init : Binding.Set),
            isRequired,
            isInitializer,
            DefaultCode: "",
            DefaultJson: "",
            Constraints.Of([symbol], value, table)).WithoutNull();
    }

    private static ValueModel? Value(ITypeSymbol type, ISymbol where, string owner, string name, TypeTable table)
    {
        if (TypeRules.Customised(where, $"{owner}.{name}") is { } reason)
        {
            table.Refuse(reason);
            return null;
        }

        return table.ValueAt(type, $"{owner}.{name}");
    }
}
