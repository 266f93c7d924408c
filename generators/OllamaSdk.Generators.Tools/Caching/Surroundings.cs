using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Caching;

/// <summary>What in a project bears on how each of its types is read, whichever files the type itself stands in.</summary>
internal sealed class Surroundings
{
    private static readonly ConditionalWeakTable<Compilation, Surroundings> s_known = new();

    private readonly byte[] _declarations;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly CompilationOptions _options;
    private readonly string? _assembly;

    private Surroundings(Compilation compilation, CancellationToken token)
    {
        _references = compilation.ExternalReferences;
        _options = compilation.Options;
        _assembly = compilation.AssemblyName;
        var all = new StringBuilder();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var declarations = Declarations.Of(tree, token);
            all.Append(declarations.Text);
            Aliases.UnionWith(declarations.Aliases);
        }

        using var hash = SHA256.Create();
        _declarations = hash.ComputeHash(Encoding.UTF8.GetBytes(all.ToString()));
    }

    /// <summary>The names of the project's global aliases.</summary>
    public HashSet<string> Aliases { get; } = new(StringComparer.Ordinal);

    public static Surroundings Of(Compilation compilation, CancellationToken token)
    {
        if (!s_known.TryGetValue(compilation, out var found))
        {
            found = new(compilation, token);
            found = s_known.GetValue(compilation, _ => found);
        }

        return found;
    }

    public bool SameAs(Surroundings other) =>
        ReferenceEquals(this, other)
        || (_assembly == other._assembly
            && _options.Equals(other._options)
            && _declarations.AsSpan().SequenceEqual(other._declarations)
            && SameReferences(other._references));

    private bool SameReferences(ImmutableArray<MetadataReference> others)
    {
        if (_references == others)
        {
            return true;
        }

        if (_references.Length != others.Length)
        {
            return false;
        }

        for (var i = 0; i < others.Length; i++)
        {
            if (!ReferenceEquals(_references[i], others[i]))
            {
                return false;
            }
        }

        return true;
    }
}
