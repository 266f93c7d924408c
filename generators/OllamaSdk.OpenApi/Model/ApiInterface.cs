namespace OllamaSdk.OpenApi.Model;

/// <summary>The operations of one tag.</summary>
internal sealed record ApiInterface(string Name, string Pointer, Documentation Documentation, IReadOnlyList<ApiMethod> Methods);

/// <summary>
/// An operation with one of its kinds of answer. The verb is in Pascal case, like its attribute; there is no description of the return
/// value where there is none, and a text for <c>[Obsolete]</c> only where users should be warned.
/// </summary>
internal sealed record ApiMethod(
    string Name,
    string Verb,
    string Path,
    string Accept,
    string ReturnType,
    string? ReturnDescription,
    IReadOnlyList<MethodParameter> Parameters,
    IReadOnlyList<string> Failures,
    string? Obsolete,
    Documentation Documentation);

internal enum ParameterKind
{
    Path,
    Query,
    Header,
    Body,
}

internal sealed record MethodParameter(ParameterKind Kind, string Name, string WireName, string Type, bool Required, string Description);
