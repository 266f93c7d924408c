using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The properties and fields of a type, by the rules of System.Text.Json; public fields count as well.</summary>
internal static class Members
{
    /// <summary>Properties and fields of the type and its bases, the bases first, in the order of their declaration.</summary>
    public static List<ISymbol> Of(INamedTypeSymbol type, Scope scope)
    {
        var levels = new Stack<INamedTypeSymbol>();
        for (var level = type; level is not null && level.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); level = level.BaseType)
        {
            levels.Push(level);
        }

        var members = new List<ISymbol>();
        foreach (var level in levels)
        {
            foreach (var member in level.GetMembers())
            {
                if (IsData(member) && (member.DeclaredAccessibility == Accessibility.Public || member.HasJson("JsonIncludeAttribute")) && scope.CanReach(member))
                {
                    // An override or a member that hides another takes its place.
                    members.RemoveAll(other => other.Name == member.Name);
                    scope.UsesOnly(member);
                    members.Add(member);
                }
            }
        }

        return members;
    }

    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    public static string JsonName(ISymbol member) =>
        member.Attribute(Names.Json, "JsonPropertyNameAttribute").Text() ?? JsonNames.Camel(member.Name);

    /// <summary>Whether the member is never read, or never written.</summary>
    public static bool IsIgnored(ISymbol member, bool isRead) =>
        IgnoreCondition(member) is { } condition && (condition == Always || condition == (isRead ? WhenReading : WhenWriting))
        || member.HasJson("JsonExtensionDataAttribute");

    /// <summary>The condition of <c>[JsonIgnore]</c>, as a number; <see langword="null"/> where the member does not carry it.</summary>
    public static int? IgnoreCondition(ISymbol member) =>
        member.Attribute(Names.Json, "JsonIgnoreAttribute") is { } attribute ? attribute.Named("Condition") as int? ?? Always : null;

    public static bool CanSet(ISymbol member, Scope scope) => member switch
    {
        IPropertySymbol { SetMethod: { } setter } =>
            (setter.DeclaredAccessibility == Accessibility.Public || member.HasJson("JsonIncludeAttribute")) && scope.CanReach(setter),
        IFieldSymbol field => !field.IsReadOnly,
        _ => false,
    };

    /// <summary>Whether members in JSON that the type does not know are refused.</summary>
    public static bool IsClosed(INamedTypeSymbol type)
    {
        const int Disallow = 1;
        return type.Attribute(Names.Json, "JsonUnmappedMemberHandlingAttribute") is { ConstructorArguments: [{ Value: Disallow }] };
    }

    /// <summary>How a collection that cannot be set, or must not be, is filled; <see langword="null"/> where it cannot.</summary>
    public static Binding? Filling(ISymbol member, Scope scope)
    {
        const int Populate = 1;
        var adds = member.Attribute(Names.Json, "JsonObjectCreationHandlingAttribute") is { ConstructorArguments: [{ Value: Populate }] };
        return member is IPropertySymbol && (adds || !CanSet(member, scope)) && CanGet(member, scope) && CollectionTypes.CanBeFilled(TypeOf(member))
            ? adds ? Binding.FillMore : Binding.Fill
            : null;
    }

    /// <summary>Why a member is left out that looks as if it were data; <see langword="null"/> for one that only computes.</summary>
    public static string? Unsettable(ISymbol member, Scope scope) =>
        member.HasJson("JsonExtensionDataAttribute") ? "carries [JsonExtensionData], which the generator does not fill: what JSON has beyond the other members is lost; remove it, or add a dictionary as a member of its own"
        : IsIgnored(member, isRead: true) || CanSet(member, scope) ? null
        : member.HasJson("JsonIncludeAttribute") ? "carries [JsonInclude], but generated code cannot reach its setter, so that the model is not told of it; give it a public setter or 'init', or put [LlmSchema] on its type"
        : member is IPropertySymbol { SetMethod: not null } ? "cannot be set from outside, so that the model is not told of it; give it a public setter or 'init', or [JsonIgnore]"
        : null;

    public static bool CanGet(ISymbol member, Scope scope) => member switch
    {
        IPropertySymbol { GetMethod: { } getter } =>
            (getter.DeclaredAccessibility == Accessibility.Public || member.HasJson("JsonIncludeAttribute")) && scope.CanReach(getter),
        IFieldSymbol => true,
        _ => false,
    };

    public static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private const int Always = 1;
    private const int WhenWriting = 4;
    private const int WhenReading = 5;

    private static bool IsData(ISymbol member) => member switch
    {
        IPropertySymbol property => !property.IsStatic && !property.IsIndexer && property.ExplicitInterfaceImplementations.IsEmpty,
        IFieldSymbol field => !field.IsStatic && !field.IsConst && !field.IsImplicitlyDeclared,
        _ => false,
    };
}
