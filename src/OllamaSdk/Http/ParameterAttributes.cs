namespace OllamaSdk.Http;

/// <summary>The parameter that is the request body, serialized by its declared type.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class BodyAttribute : Attribute;

/// <summary>The name a parameter has in the path or the query, where it differs from the C# name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class AliasAsAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A parameter that is sent in the query; <see langword="null"/> is left out.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class QueryAttribute : Attribute;

/// <summary>A parameter that is sent as a header; <see langword="null"/> removes a header of that name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class HeaderAttribute(string header) : Attribute
{
    public string Header { get; } = header;
}

/// <summary>Fixed headers, each as <c>Name: value</c>; a bare name removes one that the interface set.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
internal sealed class HeadersAttribute(params string[] headers) : Attribute
{
    public string[] Headers { get; } = headers;
}

/// <summary>A parameter that travels in <see cref="HttpRequestMessage.Options"/>, where the handlers read it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class PropertyAttribute : Attribute
{
    public PropertyAttribute() { }

    public PropertyAttribute(string key) => Key = key;

    /// <summary>The option's key; the parameter's name where none is given.</summary>
    public string? Key { get; }
}

/// <summary>The longest time a call of this method may take; it ends in <see cref="LlmTimeoutException"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TimeoutAttribute(int milliseconds) : Attribute
{
    public int Milliseconds { get; } = milliseconds;
}
