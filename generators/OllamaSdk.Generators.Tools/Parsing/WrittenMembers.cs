using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>What of an object is written: its readable properties and its fields.</summary>
internal static class WrittenMembers
{
    private const int WhenDefault = 2;
    private const int WhenNull = 3;

    public static List<MemberModel>? Of(INamedTypeSymbol type, TypeTable table)
    {
        var members = new List<MemberModel>();
        foreach (var symbol in Members.Of(type, table.Scope))
        {
            if (!Members.CanGet(symbol, table.Scope) || Members.IsIgnored(symbol, isRead: false))
            {
                continue;
            }

            var name = $"{type.ToDisplayString(Names.Short)}.{symbol.Name}";
            if (TypeRules.Customised(symbol, name) is { } reason)
            {
                table.Refuse(reason);
                return null;
            }

            if (table.ValueAt(Members.TypeOf(symbol), name) is not { } value)
            {
                return null;
            }

            var condition = Members.IgnoreCondition(symbol) switch
            {
                WhenDefault => WriteCondition.NotDefault,
                WhenNull when value.IsNullable || !value.IsValueType => WriteCondition.NotNull,
                _ => WriteCondition.Always,
            };
            members.Add(new(
                Members.JsonName(symbol),
                symbol.Name,
                value,
                table.Scope.Descriptions.Of(symbol),
                Binding.Set,
                IsRequired: condition == WriteCondition.Always,
                IsInitializer: false,
                DefaultCode: "",
                DefaultJson: "",
                ConstraintModel.None,
                condition));
        }

        return members;
    }
}
