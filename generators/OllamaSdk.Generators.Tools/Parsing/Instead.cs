using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>What to write instead of the framework's types that people try. Texts continue "'X' has no form in JSON that a model could know; ".</summary>
internal static class Instead
{
    private const string Items = "it does not say what its items are, so use List<T>";
    private const string Entries = "it does not say what its entries are, so use Dictionary<string, T>";
    private const string Parsed = "use string, and parse it in the method";

    private static readonly Dictionary<string, string> _read = new()
    {
        ["System.IntPtr"] = "use long",
        ["System.UIntPtr"] = "use ulong",
        ["System.Text.Rune"] = "use char or string",
        ["System.Text.StringBuilder"] = "use string",
        ["System.Net.IPAddress"] = Parsed,
        ["System.Net.IPEndPoint"] = Parsed,
        ["System.Globalization.CultureInfo"] = Parsed,
        ["System.IO.FileInfo"] = "use string for the path",
        ["System.IO.DirectoryInfo"] = "use string for the path",
        ["System.IO.Stream"] = "use byte[] (base64) or string",
        ["System.IO.MemoryStream"] = "use byte[] (base64) or string",
        ["System.IO.TextReader"] = "use string",
        ["System.Type"] = "use string or an enum",
        ["System.Exception"] = "use string for its message",
        ["System.Threading.CancellationToken"] = "take it as a parameter of the method, as CancellationToken without '?'",
        ["System.Text.Json.JsonDocument"] = "use JsonElement",
        ["System.Text.Json.Nodes.JsonValue"] = "use JsonElement or JsonNode",
        ["System.Collections.IEnumerable"] = Items,
        ["System.Collections.ICollection"] = Items,
        ["System.Collections.IList"] = Items,
        ["System.Collections.ArrayList"] = Items,
        ["System.Collections.IDictionary"] = Entries,
        ["System.Collections.Hashtable"] = Entries,
    };

    private static readonly Dictionary<string, string> _written = new()
    {
        ["System.Exception"] = "throw it, or return ToolResult.Error(…)",
        ["System.Net.Http.HttpResponseMessage"] = "return what was read of it: a string or a record",
        ["System.Threading.CancellationToken"] = "leave it out",
        ["System.Threading.Tasks.Task"] = "await it, and return what it gives",
        ["System.Threading.Tasks.ValueTask"] = "await it, and return what it gives",
        ["System.Runtime.CompilerServices.ConfiguredTaskAwaitable"] = "return Task<T> or ValueTask<T>",
        ["System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable"] = "return Task<T> or ValueTask<T>",
    };

    /// <summary>Why a type is refused, with what to write for it; <see langword="null"/> for a type that is not known here.</summary>
    public static string? Of(INamedTypeSymbol type, bool isRead)
    {
        var name = $"{Names.NamespaceOf(type)}.{type.Name}";
        var words = (isRead ? null : Find(_written, name)) ?? Wrapped(type, name) ?? Find(_read, name);
        return words is null ? null : $"'{type.ToDisplayString(Names.Short)}' has no form in JSON that a model could know; {words}";
    }

    // A lone T is what is meant by all of these.
    private static string? Wrapped(INamedTypeSymbol type, string name) =>
        type.TypeArguments.Length == 1 && name is ("System.Lazy" or "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" or "System.WeakReference")
            ? $"use '{type.TypeArguments[0].ToDisplayString(Names.Short)}'"
            : null;

    private static string? Find(Dictionary<string, string> table, string name) => table.TryGetValue(name, out var words) ? words : null;
}
