using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>What an attribute of <c>System.ComponentModel.DataAnnotations</c> was given, also where it is the base of one of the project's own.</summary>
/// <param name="Attribute">The attribute as it stands in code.</param>
/// <param name="Name">The framework's attribute.</param>
internal sealed record Rule(AttributeData Attribute, string Name, IReadOnlyList<object?> Values, IReadOnlyDictionary<string, object?> Settings)
{
    /// <summary>The rule; <see langword="null"/> for an attribute whose rule only its own code knows.</summary>
    public static Rule? Of(AttributeData attribute, Scope scope)
    {
        IReadOnlyList<object?> values = attribute.ConstructorArguments.Select(argument => argument.Kind == TypedConstantKind.Array ? null : argument.Value).ToList();
        var settings = new Dictionary<string, object?>();
        foreach (var named in attribute.NamedArguments)
        {
            settings[named.Key] = named.Value.Kind == TypedConstantKind.Array ? null : named.Value.Value;
        }

        var constructor = attribute.AttributeConstructor;
        for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (Names.NamespaceOf(type) == Names.Annotations)
            {
                return new(attribute, type.Name, values, settings);
            }

            if (constructor is null || type.GetMembers("IsValid").Length > 0 || BaseCall(constructor, values, settings, scope) is not var (next, passed))
            {
                return null;
            }

            (constructor, values) = (next, passed);
        }

        return null;
    }

    private static (IMethodSymbol?, IReadOnlyList<object?>)? BaseCall(
        IMethodSymbol constructor, IReadOnlyList<object?> values, Dictionary<string, object?> settings, Scope scope)
    {
        if (constructor.DeclaringSyntaxReferences is not [var reference] || scope.ModelOf(reference.SyntaxTree) is not { } model)
        {
            return constructor.IsImplicitlyDeclared && scope.IsOwn(constructor) ? (Empty(constructor.ContainingType.BaseType), []) : null;
        }

        var (call, arguments) = reference.GetSyntax(scope.Token) switch
        {
            ConstructorDeclarationSyntax { Initializer: null } => (null, null),
            ConstructorDeclarationSyntax { Initializer: { RawKind: (int)SyntaxKind.BaseConstructorInitializer } initializer } => ((SyntaxNode)initializer, initializer.ArgumentList),
            TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax initializer, ..] } => (initializer, initializer.ArgumentList),
            TypeDeclarationSyntax => (null, null),
            var other => (other, null),
        };
        if (!ReadBody(reference.GetSyntax(scope.Token), settings, model) || (call is not null && arguments is null))
        {
            return null;
        }

        if (call is null)
        {
            return (Empty(constructor.ContainingType.BaseType), []);
        }

        var target = model.GetSymbolInfo(call).Symbol as IMethodSymbol;
        var passed = new List<object?>();
        for (var i = 0; i < arguments!.Arguments.Count; i++)
        {
            var argument = arguments.Arguments[i];
            if (argument.NameColon is not null || target is null || i >= target.Parameters.Length || !Value(argument.Expression, constructor, values, model, out var value))
            {
                return null;
            }

            passed.Add(target.Parameters[i].Type.SpecialType == SpecialType.System_Double && value is int whole ? (double)whole : value);
        }

        return (target, passed);
    }

    private static bool Value(ExpressionSyntax expression, IMethodSymbol constructor, IReadOnlyList<object?> values, SemanticModel model, out object? value)
    {
        value = null;
        if (model.GetConstantValue(expression) is { HasValue: true } constant)
        {
            value = constant.Value;
            return true;
        }

        if (expression is TypeOfExpressionSyntax type)
        {
            value = model.GetTypeInfo(type.Type).Type;
            return value is not null;
        }

        var index = model.GetSymbolInfo(expression).Symbol is IParameterSymbol parameter ? constructor.Parameters.IndexOf(parameter) : -1;
        value = index >= 0 && index < values.Count ? values[index] : null;
        return index >= 0 && index < values.Count;
    }

    // Anything but the setting of a property is code that nobody runs here.
    private static bool ReadBody(SyntaxNode declaration, Dictionary<string, object?> settings, SemanticModel model)
    {
        if (declaration is not ConstructorDeclarationSyntax constructor)
        {
            return true;
        }

        var expressions = constructor.ExpressionBody is { } only ? [only.Expression]
            : constructor.Body?.Statements.Select(statement => (statement as ExpressionStatementSyntax)?.Expression).ToList() ?? [];
        foreach (var expression in expressions)
        {
            if (expression is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax name } assignment)
            {
                return false;
            }

            if (name.Identifier.ValueText.StartsWith("ErrorMessage", StringComparison.Ordinal))
            {
                continue;
            }

            if (model.GetConstantValue(assignment.Right) is not { HasValue: true } constant)
            {
                return false;
            }

            // What stands at the use comes later.
            if (!settings.ContainsKey(name.Identifier.ValueText))
            {
                settings.Add(name.Identifier.ValueText, constant.Value);
            }
        }

        return true;
    }

    private static IMethodSymbol? Empty(INamedTypeSymbol? type) => type?.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.IsEmpty);

    public object? Setting(string name) => Settings.TryGetValue(name, out var value) ? value : null;
}
