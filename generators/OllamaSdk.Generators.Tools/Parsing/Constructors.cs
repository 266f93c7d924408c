using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Chooses the constructor by which an object is made.</summary>
internal static class Constructors
{
    /// <param name="hasSetters">Whether the object can also be filled after it was made.</param>
    /// <param name="problem">Why there is none.</param>
    public static IMethodSymbol? Choose(INamedTypeSymbol type, bool hasSetters, Scope scope, out string problem)
    {
        problem = "";
        var candidates = Candidates(type, scope);
        foreach (var candidate in candidates)
        {
            if (candidate.HasJson("JsonConstructorAttribute") || IsPrimaryOfRecord(candidate, scope))
            {
                return candidate;
            }
        }

        var empty = candidates.Find(c => c.Parameters.IsEmpty);
        var full = candidates.FindAll(c => !c.Parameters.IsEmpty);
        if (empty is not null && (hasSetters || full.Count == 0))
        {
            return empty;
        }

        if (full.Count == 1)
        {
            return full[0];
        }

        var name = type.ToDisplayString(Names.Short);
        problem = full.Count == 0
            ? $"'{name}' has no public constructor; give it one"
            : $"'{name}' has several constructors; mark the one to use with [JsonConstructor]";
        return null;
    }

    /// <summary>Whether the constructor says that it sets what is <c>required</c>.</summary>
    public static bool SetsRequired(IMethodSymbol constructor) =>
        constructor.Attribute("System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute") is not null;

    private static List<IMethodSymbol> Candidates(INamedTypeSymbol type, Scope scope)
    {
        var candidates = new List<IMethodSymbol>();
        foreach (var constructor in type.InstanceConstructors)
        {
            var isCopy = type.IsRecord && constructor.Parameters is [{ } only] && SymbolEqualityComparer.Default.Equals(only.Type, type);
            var isOpen = constructor.DeclaredAccessibility == Accessibility.Public || constructor.HasJson("JsonConstructorAttribute");
            if (isOpen && !isCopy && scope.CanReach(constructor))
            {
                candidates.Add(constructor);
            }
        }

        candidates.Sort((a, b) => b.HasJson("JsonConstructorAttribute").CompareTo(a.HasJson("JsonConstructorAttribute")));
        return candidates;
    }

    private static bool IsPrimaryOfRecord(IMethodSymbol constructor, Scope scope) => constructor.DeclaringSyntaxReferences switch
    {
        [var reference] => constructor.ContainingType.IsRecord && reference.GetSyntax(scope.Token) is RecordDeclarationSyntax,
        [] => IsUndoneByDeconstruct(constructor),
        _ => false,
    };

    // In another assembly a record is known by the method that the compiler made of the same parameters.
    private static bool IsUndoneByDeconstruct(IMethodSymbol constructor)
    {
        foreach (var member in constructor.ContainingType.GetMembers("Deconstruct"))
        {
            if (member is IMethodSymbol method
                && method.Attribute("System.Runtime.CompilerServices", "CompilerGeneratedAttribute") is not null
                && Text(method) == Text(constructor))
            {
                return true;
            }
        }

        return false;

        static string Text(IMethodSymbol method)
        {
            var text = "";
            foreach (var parameter in method.Parameters)
            {
                text += $"{parameter.Type.ToDisplayString(Names.Full)} {parameter.Name},";
            }

            return text;
        }
    }
}
