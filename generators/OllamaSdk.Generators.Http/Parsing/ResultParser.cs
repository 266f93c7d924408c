using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Http.Model;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>What a return type asks of the runner.</summary>
internal static class ResultParser
{
    private const string Tasks = "System.Threading.Tasks";

    /// <summary>The kind and the type to read, or <see langword="null"/> where the return type is outside the subset.</summary>
    public static (ResultKind Kind, ITypeSymbol? Type)? Classify(ITypeSymbol returnType)
    {
        if (HttpNames.Is(returnType, Tasks, "Task"))
        {
            return (ResultKind.Nothing, null);
        }

        if (HttpNames.Is(returnType, "System.Collections.Generic", "IAsyncEnumerable`1"))
        {
            return (ResultKind.Items, Argument(returnType));
        }

        return HttpNames.Is(returnType, Tasks, "Task`1") ? ClassifyContent(Argument(returnType)) : null;
    }

    /// <summary>Whether the type can be an item of a stream: the runner must be able to ask it whether it is the last.</summary>
    public static bool IsStreamItem(ITypeSymbol type)
    {
        foreach (var candidate in type.AllInterfaces)
        {
            if (HttpNames.Is(candidate, "OllamaSdk.Streaming", "IStreamItem"))
            {
                return type is { TypeKind: TypeKind.Class } && !IsNullable(type);
            }
        }

        return false;
    }

    private static (ResultKind Kind, ITypeSymbol? Type)? ClassifyContent(ITypeSymbol type)
    {
        ResultKind? kind =
            HttpNames.Is(type, "System.Net.Http", "HttpResponseMessage") ? ResultKind.Message
            : HttpNames.Is(type, "System.IO", "Stream") ? ResultKind.ByteStream
            : HttpNames.Is(type, HttpNames.Namespace, "ApiResponse`1") ? ResultKind.Response
            : null;

        if (kind is null)
        {
            return IsNoContent(type) ? null : (ResultKind.Content, type);
        }

        // The runner always hands one of these back; a signature that says "or null" would promise what never happens.
        return IsNullable(type) ? null : (kind.Value, kind == ResultKind.Response ? Argument(type) : null);
    }

    /// <summary>Types that are read from no JSON, so that asking for them is a mistake.</summary>
    private static bool IsNoContent(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Object
        || HttpNames.DerivesFrom(type, "System.IO", "Stream")
        || HttpNames.DerivesFrom(type, "System.Net.Http", "HttpContent")
        || HttpNames.DerivesFrom(type, Tasks, "Task")
        || HttpNames.Is(type, Tasks, "ValueTask")
        || HttpNames.Is(type, Tasks, "ValueTask`1")
        || HttpNames.Is(type, "System", "IObservable`1")
        || HttpNames.Is(type, "System.Collections.Generic", "IAsyncEnumerable`1");

    private static ITypeSymbol Argument(ITypeSymbol type) => ((INamedTypeSymbol)type).TypeArguments[0];

    private static bool IsNullable(ITypeSymbol type) => type.NullableAnnotation == NullableAnnotation.Annotated;
}
