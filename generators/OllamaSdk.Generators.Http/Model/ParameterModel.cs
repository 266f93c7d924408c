namespace OllamaSdk.Generators.Http.Model;

/// <param name="Name">The C# name, escaped where it is a keyword.</param>
/// <param name="WireName">The placeholder, query name, header or option key that the value fills; empty for a body and a token.</param>
internal sealed record ParameterModel(string Name, string Type, ParameterRole Role, string WireName);

/// <summary>What becomes of an argument.</summary>
internal enum ParameterRole
{
    Path,
    Query,

    /// <summary>A collection: the name is repeated for each item.</summary>
    QueryItems,
    Header,
    Property,

    /// <summary>Serialized as JSON by its declared type.</summary>
    JsonBody,

    /// <summary>Sent as it is: <c>Stream</c>, <c>HttpContent</c> or <c>string</c>.</summary>
    RawBody,
    Token,
}
