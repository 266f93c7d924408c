using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OllamaSdk.Generators.Tools.Caching;

/// <summary>
/// The files that reading a type may look at: those of the type, and of all that its members, bases and attributes lead to.
/// More than the parser reads, so that the parser need not tell what it looked at.
/// </summary>
internal sealed class Reach
{
    private static readonly ConditionalWeakTable<Compilation, Dictionary<ISymbol, SyntaxTree[]>> s_known = new();

    private readonly Compilation _compilation;
    private readonly CancellationToken _token;
    private readonly HashSet<SyntaxTree> _trees = [];
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<INamedTypeSymbol> _left = new();

    private Reach(Compilation compilation, CancellationToken token) => (_compilation, _token) = (compilation, token);

    public static SyntaxTree[] Of(INamedTypeSymbol type, Compilation compilation, CancellationToken token)
    {
        var known = s_known.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
        lock (known)
        {
            if (!known.TryGetValue(type, out var trees))
            {
                var reach = new Reach(compilation, token);
                reach.Add(type);
                reach.Walk();
                known.Add(type, trees = [.. reach._trees]);
            }

            return trees;
        }
    }

    private void Walk()
    {
        while (_left.Count > 0)
        {
            _token.ThrowIfCancellationRequested();
            var type = _left.Dequeue();
            AddFiles(type);
            AddAttributes(type);
            Add(type.BaseType);
            Add(type.ContainingType);
            foreach (var inherited in type.Interfaces)
            {
                Add(inherited);
            }

            foreach (var member in type.GetMembers())
            {
                AddMember(member);
            }
        }
    }

    private void AddMember(ISymbol member)
    {
        switch (member)
        {
            case IFieldSymbol field:
                Add(field.Type);
                break;
            case IPropertySymbol property:
                Add(property.Type);
                break;
            case IMethodSymbol method when method.MethodKind == MethodKind.Constructor || !method.GetAttributes().IsEmpty || method.ExplicitInterfaceImplementations.Length > 0:
                Add(method.ReturnType);
                foreach (var parameter in method.Parameters)
                {
                    Add(parameter.Type);
                    AddAttributes(parameter);
                }

                break;
            default:
                return;
        }

        AddFiles(member);
        AddAttributes(member);
    }

    private void AddAttributes(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            Add(attribute.AttributeClass);
            foreach (var argument in attribute.ConstructorArguments)
            {
                Add(argument);
            }

            foreach (var argument in attribute.NamedArguments)
            {
                Add(argument.Value);
            }

            AddNames(attribute);
        }
    }

    // nameof(Other.Member) leaves nothing of the member in the attribute's data.
    private void AddNames(AttributeData attribute)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(_token) is not AttributeSyntax { ArgumentList: { } list } || !_compilation.ContainsSyntaxTree(list.SyntaxTree))
        {
            return;
        }

        SemanticModel? model = null;
        foreach (var node in list.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name)
            {
                model ??= _compilation.GetSemanticModel(list.SyntaxTree);
                if (model.GetSymbolInfo(name, _token).Symbol is { } symbol)
                {
                    AddFiles(symbol);
                }
            }
        }
    }

    private void Add(TypedConstant constant)
    {
        if (constant is { Kind: TypedConstantKind.Array, IsNull: false })
        {
            foreach (var item in constant.Values)
            {
                Add(item);
            }
        }
        else if (constant is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type })
        {
            Add(type);
        }

        Add(constant.Type);
    }

    private void Add(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Add(array.ElementType);
                break;
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments)
                {
                    Add(argument);
                }

                if (!named.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty && _seen.Add(named.OriginalDefinition))
                {
                    _left.Enqueue(named.OriginalDefinition);
                }

                break;
        }
    }

    private void AddFiles(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            _trees.Add(reference.SyntaxTree);
        }
    }
}
