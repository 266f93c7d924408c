using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Http.Diagnostics;

/// <summary>What the generator refuses, each with an id of its own. Whatever is outside the subset is refused, never skipped.</summary>
internal static class Descriptors
{
    private const string Category = "OllamaSdk.Http";

    public static readonly DiagnosticDescriptor UnsupportedVerb = new(
        "OSDK001",
        "Verb is not supported",
        "'{0}' carries [{1}]; only [Get], [Post], [Put], [Delete] and [Head] are supported",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownAttribute = new(
        "OSDK002",
        "Attribute is not supported",
        "'{0}' carries [{1}], which the HTTP generator does not know; remove it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor PathStart = new(
        "OSDK003",
        "Path must begin with a slash",
        "The path of '{0}' is '{1}'; begin it with '/'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor PathCharacter = new(
        "OSDK004",
        "Path holds a forbidden character",
        "The path of '{0}' holds {1}: '{2}'. Use '/' between segments; put query values into parameters.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor PlaceholderForm = new(
        "OSDK005",
        "Placeholder is not a plain name",
        "The path of '{0}' holds '{1}'; a placeholder is written {{name}}, with letters, digits, '_' and '-' only",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor PlaceholderWithoutParameter = new(
        "OSDK006",
        "Placeholder has no parameter",
        "The path of '{0}' holds {{{1}}}, but no parameter has that name; add one or name it with [AliasAs]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor PlaceholderFilledTwice = new(
        "OSDK007",
        "Placeholder is filled twice",
        "Two parameters of '{0}' fill {{{1}}}; keep one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ValueType = new(
        "OSDK008",
        "Type cannot be sent as text",
        "Parameter '{1}' of '{0}' has type '{2}', which cannot stand in the {3}. Use a string, number, bool, enum, date or Guid (in the query also a collection of these), or mark it [Body] or [Property].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SeveralBodies = new(
        "OSDK009",
        "More than one body",
        "'{0}' has more than one [Body] parameter; keep one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BodyType = new(
        "OSDK010",
        "Type cannot be a body",
        "The body '{1}' of '{0}' has type '{2}'. Declare a model, Stream, HttpContent or string exactly, and not nullable.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SeveralTokens = new(
        "OSDK011",
        "More than one cancellation token",
        "'{0}' has more than one CancellationToken; keep one, as the last parameter",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor TokenNotLast = new(
        "OSDK012",
        "Cancellation token is not last",
        "Make the CancellationToken of '{0}' its last parameter",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ReturnType = new(
        "OSDK013",
        "Return type is not supported",
        "'{0}' returns '{1}'; use Task, Task<T>, Task<ApiResponse<T>>, Task<HttpResponseMessage>, Task<Stream> or IAsyncEnumerable<T>",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor StreamItem = new(
        "OSDK014",
        "Stream item does not say when the stream ends",
        "'{0}' streams '{1}'; an item must be a class that implements IStreamItem, and not nullable",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor GenericMethod = new(
        "OSDK015",
        "Generic method",
        "'{0}' is generic; declare one method per type",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ByReference = new(
        "OSDK016",
        "Parameter is not passed by value",
        "Parameter '{1}' of '{0}' is passed by reference or cannot be stored; pass a plain value",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MethodWithBody = new(
        "OSDK017",
        "Method has a body or is static",
        "'{0}' has a body or is static; move it to an extension method",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotAMethod = new(
        "OSDK018",
        "Member is not a method",
        "'{0}.{1}' is not a method; an interface of calls holds methods only",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MissingVerb = new(
        "OSDK019",
        "Method has no verb",
        "'{0}' has no [Get], [Post], [Put], [Delete] or [Head]; add one or move the method to another interface",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SeveralVerbs = new(
        "OSDK020",
        "More than one verb",
        "'{0}' carries more than one verb; keep one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NestedInterface = new(
        "OSDK021",
        "Interface is nested or file-local",
        "'{0}' is nested or file-local; move it to the top level of a namespace",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor GenericInterface = new(
        "OSDK022",
        "Generic interface",
        "'{0}' is generic; declare one interface per type",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BaseInterface = new(
        "OSDK023",
        "Interface has base interfaces",
        "'{0}' inherits other interfaces; declare all methods in one interface",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotAnInterface = new(
        "OSDK024",
        "Verb outside an interface",
        "'{0}' carries a verb, but '{1}' is not an interface; verbs stand on interface methods only",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor HeaderText = new(
        "OSDK025",
        "Header is malformed",
        "'{0}' is not a header; write 'Name: value' to set one or 'Name' to remove one, without control characters",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor ConflictingRoles = new(
        "OSDK026",
        "Parameter has more than one role",
        "Parameter '{1}' of '{0}' has more than one role; it is path, query, body, header, property or token, and [AliasAs] names only path and query values",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor EmptyName = new(
        "OSDK027",
        "Name is empty",
        "The attribute on parameter '{1}' of '{0}' gives an empty name; write the name or remove the attribute",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Timeout = new(
        "OSDK028",
        "Timeout is not positive",
        "The [Timeout] of '{0}' must be at least 1 millisecond",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
