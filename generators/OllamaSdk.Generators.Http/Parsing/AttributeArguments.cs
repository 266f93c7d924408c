using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Http.Parsing;

internal static class AttributeArguments
{
    /// <summary>The first positional argument as text; <see langword="null"/> where there is none or it is <c>null</c>.</summary>
    public static string? Text(this AttributeData attribute) =>
        attribute.First() is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;

    /// <summary>The first positional argument as a number; <see langword="null"/> where it is none.</summary>
    public static int? Number(this AttributeData attribute) =>
        attribute.First() is { Kind: TypedConstantKind.Primitive, Value: int number } ? number : null;

    /// <summary>The texts of a <c>params string[]</c> argument.</summary>
    public static IEnumerable<string?> Texts(this AttributeData attribute)
    {
        if (attribute.First() is { Kind: TypedConstantKind.Array, IsNull: false } array)
        {
            foreach (var item in array.Values)
            {
                yield return item.Value as string;
            }
        }
    }

    /// <summary>Whether the arguments do not compile; the compiler reports that itself.</summary>
    public static bool IsBroken(this AttributeData attribute)
    {
        if (attribute.AttributeConstructor is null)
        {
            return true;
        }

        foreach (var argument in attribute.ConstructorArguments)
        {
            if (argument.Kind == TypedConstantKind.Error)
            {
                return true;
            }
        }

        return false;
    }

    private static TypedConstant First(this AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0] : default;
}
