using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>A tuple is an object with a member for each element: by its name, or <c>item1</c> and so on.</summary>
internal static class Tuples
{
    public static TypeModel? Parse(INamedTypeSymbol type, string name, string id, TypeTable table)
    {
        var members = new List<MemberModel>();
        foreach (var element in type.TupleElements)
        {
            if (table.Value(element.Type) is not { } value)
            {
                return null;
            }

            members.Add(new(
                JsonNames.Camel(element.Name),
                element.Name,
                value,
                Description: "",
                Binding.Constructor,
                IsRequired: table.IsRead,
                IsInitializer: false,
                DefaultCode: "",
                DefaultJson: "",
                ConstraintModel.None));
        }

        return !JsonNameClash.Check(members, type, table)
            ? null
            : new(name, id, TypeForm.Object, Object: new(members.ToEquatableArray(), "", IsCloneable: true, IsRecursive: false, IsTuple: true));
    }
}
