using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The names by which attributes and types are recognised.</summary>
internal static class Names
{
    public const string Sdk = "OllamaSdk";
    public const string ToolAttribute = "LlmToolAttribute";
    public const string SchemaAttribute = "LlmSchemaAttribute";
    public const string DecisionAttribute = "LlmDecisionAttribute";
    public const string LevelsAttribute = "LlmLevelsAttribute";
    public const string YesNoAttribute = "LlmYesNoAttribute";
    public const string Annotations = "System.ComponentModel.DataAnnotations";
    public const string Json = "System.Text.Json.Serialization";

    /// <summary>How types are written in emitted code.</summary>
    public static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>How types are written in messages.</summary>
    public static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat;

    public static bool Is(ISymbol? symbol, string @namespace, string name) =>
        symbol is not null && symbol.Name == name && NamespaceOf(symbol) == @namespace;

    public static string NamespaceOf(ISymbol symbol) =>
        symbol.ContainingType is null && symbol.ContainingNamespace is { IsGlobalNamespace: false } found ? found.ToDisplayString() : "";

    public static AttributeData? Attribute(this ISymbol symbol, string @namespace, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (Is(attribute.AttributeClass, @namespace, name))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool HasJson(this ISymbol symbol, string name) => symbol.Attribute(Json, name) is not null;

    /// <summary>The first positional argument as text; <see langword="null"/> where there is none or it is no text.</summary>
    public static string? Text(this AttributeData? attribute) =>
        attribute is { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive, Value: string text }, ..] } ? text : null;

    /// <summary>The value of a property set in the attribute.</summary>
    public static object? Named(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }
}
