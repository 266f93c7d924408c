using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace OllamaSdk.Generators;

/// <summary>Where something stands in a file, without the syntax tree that a <see cref="Location"/> would keep alive.</summary>
internal sealed record LocationSnapshot(string FilePath, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationSnapshot? From(Location? location) =>
        location?.SourceTree is { } tree
            ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span)
            : null;

    public Location ToLocation() => Location.Create(FilePath, Span, Lines);
}
