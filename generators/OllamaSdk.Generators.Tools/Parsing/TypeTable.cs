using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Collects the types that one generated file reads, or writes, each once.</summary>
/// <param name="isRead">Whether the types are read; else they are written, for which less is enough.</param>
internal sealed class TypeTable(Scope scope, bool isRead)
{
    private readonly Dictionary<string, TypeModel?> _byName = [];
    private readonly List<string> _order = [];
    private readonly HashSet<string> _ids = [];
    private bool _isPlaced;

    public Scope Scope => scope;

    public bool IsRead => isRead;

    /// <summary>Why the last <see cref="Value"/> gave nothing; empty where the compiler says it.</summary>
    public string? Problem { get; private set; }

    /// <summary>A type; <see langword="null"/> while it is being read, which happens to one that is part of itself.</summary>
    public TypeModel? this[ValueModel value] => _byName[value.TypeName];

    /// <summary>The use of a type; <see langword="null"/> where it has no JSON form, which <see cref="Problem"/> explains.</summary>
    public ValueModel? Value(ITypeSymbol type)
    {
        scope.Token.ThrowIfCancellationRequested();
        // `T?` is annotated also where T turned out to be a struct, and then it is no Nullable<T>.
        var isNullable = type is { NullableAnnotation: NullableAnnotation.Annotated, IsValueType: false };
        var inner = type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            inner = nullable.TypeArguments[0];
            isNullable = true;
        }

        inner = inner.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        var name = inner.ToDisplayString(Names.Full);
        if (!_byName.ContainsKey(name) && !Add(inner, name))
        {
            return null;
        }

        return new(isNullable ? name + "?" : name, name, isNullable, inner.IsValueType);
    }

    /// <summary>The use of a type by a member, which is named where the type has no JSON form: it may be far from the tool.</summary>
    public ValueModel? ValueAt(ITypeSymbol type, string member)
    {
        var value = Value(type);
        if (value is null && Problem is { Length: > 0 } && !_isPlaced)
        {
            _isPlaced = true;
            Problem += $" (at '{member}')";
        }

        return value;
    }

    /// <summary>Notes why a type has no JSON form. The first reason stands: it is the innermost.</summary>
    public void Refuse(string reason) => Problem ??= reason;

    /// <summary>Forgets the last problem, before the next parameter is read.</summary>
    public void Reset() => (Problem, _isPlaced) = (null, false);

    public EquatableArray<TypeModel> ToEquatableArray()
    {
        var models = new List<TypeModel>();
        foreach (var name in _order)
        {
            if (_byName[name] is { } model)
            {
                models.Add(Recursion.Mark(model, _byName));
            }
        }

        return models.ToEquatableArray();
    }

    /// <summary>An identifier that nothing else in the file has.</summary>
    /// <param name="prefix">What it begins with.</param>
    public string Identifier(ITypeSymbol type, string prefix = "")
    {
        var id = prefix + NameOf(type);
        var unique = id;
        for (var i = 2; !_ids.Add(unique); i++)
        {
            unique = $"{id}{i}";
        }

        return unique;
    }

    private bool Add(ITypeSymbol type, string name)
    {
        // Entered before it is complete, so that a type which is part of itself finds itself.
        _byName.Add(name, null);
        if (TypeRules.Refusal(type, scope) is { } reason)
        {
            Refuse(reason);
            return false;
        }

        scope.Uses(type);
        var model = new TypeParser(this).Parse(type, name, Identifier(type));
        _byName[name] = model;
        _order.Add(name);
        return model is not null;
    }

    private static string NameOf(ITypeSymbol type)
    {
        var name = type is IArrayTypeSymbol array ? NameOf(array.ElementType) + "Array" : type.IsTupleType ? "Tuple" : type.Name;
        if (type is INamedTypeSymbol named)
        {
            foreach (var argument in named.TypeArguments)
            {
                name += NameOf(argument);
            }
        }

        return name;
    }
}
