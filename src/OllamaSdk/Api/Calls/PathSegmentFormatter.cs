using System.Reflection;
using Refit;

namespace OllamaSdk.ApiCalls;

/// <summary>Refuses what would change the path; Refit escapes the rest.</summary>
internal sealed class PathSegmentFormatter : IUrlParameterFormatter
{
    public string? Format(object? value, ICustomAttributeProvider attributeProvider, Type type) =>
        value is string { Length: > 0 } text and not ("." or "..")
            ? text
            : throw new ArgumentException("A path segment must be a text that is not empty, '.' or '..'.", nameof(value));
}
