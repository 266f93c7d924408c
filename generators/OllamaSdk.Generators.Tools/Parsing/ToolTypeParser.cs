using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads a type with tools. It is handled with the first of its methods, and yields nothing with the others.</summary>
internal static class ToolTypeParser
{
    public static Result<ToolTypeModel> Parse(ISymbol symbol, Compilation compilation, CancellationToken token)
    {
        if (symbol is not IMethodSymbol { ContainingType: { } type } method || !Carries(method))
        {
            return Result<ToolTypeModel>.None;
        }

        var scope = new Scope(compilation, type, token);
        if (Refusal(method, type) is { } reason)
        {
            scope.Report.Add(Descriptors.MethodKind, method, method.Name.Length > 0 ? method.Name : "=>", reason);
            return new(null, scope.Report.ToEquatableArray());
        }

        return IsFirst(method, type) ? Parse(type, scope) : Result<ToolTypeModel>.None;
    }

    private static string? Refusal(IMethodSymbol method, INamedTypeSymbol type) => method.MethodKind switch
    {
        MethodKind.LocalFunction => "is a local function; make it a method",
        MethodKind.AnonymousFunction => "is a lambda; make it a method",
        MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation =>
            type.TypeKind is TypeKind.Class or TypeKind.Struct ? null
                : type.TypeKind == TypeKind.Interface ? method is { IsStatic: true, IsAbstract: true } or { IsStatic: true, IsVirtual: true } ? "is static and has no body of its own in the interface; make it an instance method" : null
                : type.Name.Length == 0 ? "stands in an extension block; write it with 'this' before its first parameter"
                : $"stands in the {type.TypeKind.ToString().ToLowerInvariant()} '{type.Name}'; move it to a class, record or struct",
        _ => "is an accessor, an operator or the like; make it a method",
    };

    private static Result<ToolTypeModel> Parse(INamedTypeSymbol type, Scope scope)
    {
        var container = ContainerParser.Parse(type, "Tools", scope);
        var reads = new TypeTable(scope, isRead: true);
        var writes = new TypeTable(scope, isRead: false);
        var parser = new ToolParser(scope, reads, writes);
        var tools = new List<ToolModel>();
        var isComplete = container is not null && HasRoom(type, scope);
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

        parser.ReportDropped();
        var model = isComplete && !scope.Report.HasErrors ? new ToolTypeModel(
            container!, tools.ToEquatableArray(), reads.ToEquatableArray(), writes.ToEquatableArray(), scope.Experimental(), BasesWithTools(type)) : null;
        return new(model, scope.Report.ToEquatableArray());
    }

    private static EquatableArray<string> BasesWithTools(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            var bases = new List<string>();
            foreach (var level in type.AllInterfaces)
            {
                if (HasTools(level))
                {
                    bases.Add(level.ToDisplayString(Names.Full));
                }
            }

            return bases.ToEquatableArray();
        }

        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (HasTools(level))
            {
                return new([level.ToDisplayString(Names.Full)]);
            }
        }

        return default;
    }

    // The code of this project's own types is not there yet; that of another's shows as an interface.
    private static bool HasTools(INamedTypeSymbol type)
    {
        foreach (var contract in type.Interfaces)
        {
            if (Names.Is(contract, Names.Sdk, "ILlmToolType"))
            {
                return true;
            }
        }

        if (!type.IsGenericType && !type.DeclaringSyntaxReferences.IsEmpty)
        {
            foreach (var member in type.GetMembers())
            {
                if (Attribute(member) is not null)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A static class can have no interface, and so gets a property by which its tools are found.
    private static bool HasRoom(INamedTypeSymbol type, Scope scope)
    {
        const string Property = "LlmTools";
        if (type.IsStatic && (type.Name == Property || !type.GetMembers(Property).IsEmpty))
        {
            var what = type.Name == Property ? "has itself the name" : "has a member with the name";
            scope.Report.Add(Descriptors.Container, type, type.Name, $"{what} of the generated property '{Property}'; give it another");
            return false;
        }

        return true;
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
            ? member.Attribute(Names.Sdk, Names.ToolAttribute)
            : null;

    private static bool Carries(IMethodSymbol method) =>
        method.Attribute(Names.Sdk, Names.ToolAttribute) is not null;
}
