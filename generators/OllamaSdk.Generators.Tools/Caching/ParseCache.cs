using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Caching;

/// <summary>
/// Keeps what was read of a declaration for as long as nothing has changed that reading it may have looked at: Roslyn runs a step that reads
/// symbols again at every edit of any file, for each tool of the project.
/// </summary>
internal sealed class ParseCache<T>
    where T : class
{
    private readonly ConditionalWeakTable<SyntaxNode, Entry> _entries = new();

    /// <summary>How many declarations were read so far; the tests count by it what an edit costs.</summary>
    public int Reads { get; private set; }

    public Result<T> Get(SyntaxNode node, SemanticModel model, Func<ISymbol, Compilation, CancellationToken, Result<T>> read, CancellationToken token)
    {
        var compilation = model.Compilation;
        var around = Surroundings.Of(compilation, token);
        if (_entries.TryGetValue(node, out var known) && known.IsStillTrue(compilation, around))
        {
            return known.Result;
        }

        Reads++;
        // A lambda declares no name, and so is found as an expression.
        var symbol = model.GetDeclaredSymbol(node, token) ?? model.GetSymbolInfo(node, token).Symbol;
        var result = symbol is null ? Result<T>.None : read(symbol, compilation, token);
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        var entry = new Entry(around, type is null ? [node.SyntaxTree] : Reach.Of(type, compilation, token), result);
        _entries.Remove(node);
        return _entries.GetValue(node, _ => entry).Result;
    }

    private sealed class Entry(Surroundings around, SyntaxTree[] files, Result<T> result)
    {
        public Result<T> Result => result;

        public bool IsStillTrue(Compilation compilation, Surroundings now)
        {
            if (!around.SameAs(now))
            {
                return false;
            }

            foreach (var file in files)
            {
                if (!compilation.ContainsSyntaxTree(file))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
