using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using OllamaSdk.Tests.Conventions.Floors;

namespace OllamaSdk.Tests.Conventions;

/// <summary>What the compiler does not ask of comments: every parameter and every result is told, or inherited.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Every_method_tells_its_parameters_and_its_result()
    {
        var methods = Methods(LibrarySources.Compilation.Assembly.GlobalNamespace).ToList();

        Assert.True(methods.Count > 300, $"{methods.Count} methods");
        var missing = methods.SelectMany(Missing).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }

    private static IEnumerable<IMethodSymbol> Methods(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamespaceSymbol inner => Methods(inner),
        INamedTypeSymbol { TypeKind: not TypeKind.Delegate } type when IsSeen(type) && !IsPlumbing(type) => Methods(type),
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor, IsImplicitlyDeclared: false, IsOverride: false } method when IsSeen(method) => [method],
        _ => [],
    });

    private static bool IsSeen(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    // For generated code, and hidden from editors.
    private static bool IsPlumbing(INamedTypeSymbol type) => type.ContainingNamespace.Name == "CompilerServices" || type is { Name: "Converter", ContainingType: not null };

    private static IEnumerable<string> Missing(IMethodSymbol method)
    {
        var text = method.GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken) is { Length: > 0 } xml ? XElement.Parse(xml) : new XElement("member");
        // A path takes over some elements only; the text of the inherited method is that method's own matter.
        var inherited = text.Elements("inheritdoc").Select(one => (string?)one.Attribute("path") ?? "/param|/returns").ToList();
        var told = text.Elements("param").Select(one => (string?)one.Attribute("name")).ToHashSet();
        var line = method.Locations[0].GetLineSpan();
        var place = $"{line.Path}:{line.StartLinePosition.Line + 1}: {method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}";
        if (!inherited.Any(path => path.Contains("/param", StringComparison.Ordinal)))
        {
            foreach (var parameter in method.Parameters.Where(one => !told.Contains(one.Name)))
            {
                yield return $"{place}: param {parameter.Name}";
            }
        }

        if (HasResult(method) && text.Element("returns") is null && !inherited.Any(path => path.Contains("/returns", StringComparison.Ordinal)))
        {
            yield return $"{place}: returns";
        }
    }

    private static bool HasResult(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary && !method.ReturnsVoid && method.ReturnType.ToDisplayString() is not ("System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask");
}
