using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Http.Model;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>The attributes that make an interface method a call.</summary>
internal static class VerbAttributes
{
    /// <summary>The names that start a pipeline. <c>Patch</c> and <c>Options</c> are among them so that they are refused, not overlooked.</summary>
    public static readonly string[] Recognized =
    [
        "GetAttribute", "PostAttribute", "PutAttribute", "DeleteAttribute", "HeadAttribute", "PatchAttribute", "OptionsAttribute",
    ];

    /// <summary>Whether this attribute of this method is the first recognized one of its interface, which is the one that is handled.</summary>
    public static bool IsFirstOfInterface(IMethodSymbol method, AttributeData match)
    {
        foreach (var member in method.ContainingType.GetMembers())
        {
            foreach (var attribute in member.GetAttributes())
            {
                if (HttpNames.IsInHttpNamespace(attribute.AttributeClass)
                    && Array.IndexOf(Recognized, attribute.AttributeClass!.Name) >= 0)
                {
                    return SymbolEqualityComparer.Default.Equals(member, method)
                        && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, match.AttributeClass);
                }
            }
        }

        return false;
    }

    public static bool IsVerb(AttributeData attribute) =>
        HttpNames.DerivesFrom(attribute.AttributeClass, HttpNames.Namespace, "HttpMethodAttribute");

    /// <summary>The verb, or <see langword="null"/> where the attribute is one that we do not send.</summary>
    public static HttpVerb? Verb(AttributeData attribute) =>
        !HttpNames.IsInHttpNamespace(attribute.AttributeClass) ? null : attribute.AttributeClass!.Name switch
        {
            "GetAttribute" => HttpVerb.Get,
            "PostAttribute" => HttpVerb.Post,
            "PutAttribute" => HttpVerb.Put,
            "DeleteAttribute" => HttpVerb.Delete,
            "HeadAttribute" => HttpVerb.Head,
            _ => null,
        };
}
