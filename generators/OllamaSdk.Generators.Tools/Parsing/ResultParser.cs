using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Decides how a method's result becomes text for the model.</summary>
internal static class ResultParser
{
    public static ResultModel? Parse(IMethodSymbol method, TypeTable table)
    {
        if (method.RefKind != RefKind.None)
        {
            table.Scope.Report.Add(Descriptors.ResultType, method, method.Name, "it returns a reference; return a value");
            return null;
        }

        if (method.ReturnsVoid)
        {
            if (method.IsAsync)
            {
                table.Scope.Report.Add(Descriptors.ResultType, method, method.Name, "'async void' cannot be awaited; return Task");
                return null;
            }

            return new(ResultKind.Nothing, IsAwaited: false, null);
        }

        var type = method.ReturnType;
        var isAwaited = type is INamedTypeSymbol { Name: "Task" or "ValueTask" } && Names.NamespaceOf(type) == "System.Threading.Tasks";
        if (isAwaited)
        {
            if (((INamedTypeSymbol)type).TypeArguments.IsEmpty)
            {
                return new(ResultKind.Nothing, isAwaited, null);
            }

            type = ((INamedTypeSymbol)type).TypeArguments[0];
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return new(ResultKind.Text, isAwaited, null);
        }

        return Names.Is(type, "OllamaSdk", "ToolResult") ? new(ResultKind.ToolResult, isAwaited, null) : Json(method, type, isAwaited, table);
    }

    private static ResultModel? Json(IMethodSymbol method, ITypeSymbol type, bool isAwaited, TypeTable table)
    {
        table.Reset();
        var items = type is INamedTypeSymbol stream && Names.Is(type, "System.Collections.Generic", "IAsyncEnumerable") ? stream.TypeArguments[0] : null;
        if (table.Value(items ?? type) is { } value)
        {
            return new(items is null ? ResultKind.Json : ResultKind.Stream, isAwaited, value);
        }

        if (!string.IsNullOrEmpty(table.Problem))
        {
            table.Scope.Report.Add(Descriptors.ResultType, method, method.Name, table.Problem!);
        }

        return null;
    }
}
