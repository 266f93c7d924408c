using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads a type with tools. It is handled with the first of its methods, and yields nothing with the others.</summary>
internal static class ToolTypeParser
{
    public static Result<ToolTypeModel> Parse(GeneratorAttributeSyntaxContext match, CancellationToken token)
    {
        var method = (IMethodSymbol)match.TargetSymbol;
        var type = method.ContainingType;
        var scope = new Scope(match.SemanticModel.Compilation, type, token);
        if (match.TargetNode is LocalFunctionStatementSyntax || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            var reason = match.TargetNode is LocalFunctionStatementSyntax ? "is a local function; make it a method" : $"stands in the {type.TypeKind.ToString().ToLowerInvariant()} '{type.Name}'; move it to a class, record or struct";
            scope.Report.Add(Descriptors.MethodKind, method, method.Name, reason);
            return new(null, scope.Report.ToEquatableArray());
        }

        return IsFirst(method, type) ? Parse(type, scope) : Result<ToolTypeModel>.None;
    }

    private static Result<ToolTypeModel> Parse(INamedTypeSymbol type, Scope scope)
    {
        var container = ContainerParser.Parse(type, "Tools", scope);
        var reads = new TypeTable(scope, isRead: true);
        var writes = new TypeTable(scope, isRead: false);
        var parser = new ToolParser(scope, reads, writes);
        var tools = new List<ToolModel>();
        var isComplete = container is not null;
        foreach (var member in type.GetMembers())
        {
            if (Attribute(member) is { } attribute)
            {
                var tool = parser.Parse((IMethodSymbol)member, attribute);
                isComplete &= tool is not null;
                if (tool is not null)
                {
                    tools.Add(tool);
                }
            }
        }

        var model = isComplete && !scope.Report.HasErrors ? new ToolTypeModel(container!, tools.ToEquatableArray(), reads.ToEquatableArray(), writes.ToEquatableArray()) : null;
        return new(model, scope.Report.ToEquatableArray());
    }

    private static bool IsFirst(IMethodSymbol method, INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (Attribute(member) is not null)
            {
                return SymbolEqualityComparer.Default.Equals(member, method.PartialDefinitionPart ?? method);
            }
        }

        return false;
    }

    private static AttributeData? Attribute(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation }
            ? member.Attribute("OllamaSdk", "LlmToolAttribute")
            : null;
}
