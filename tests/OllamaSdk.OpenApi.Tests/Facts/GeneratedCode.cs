using System.Reflection;
using System.Text.Json.Serialization;

namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>What the compiled library has of one description, as its attributes tell.</summary>
internal sealed class GeneratedCode(string space, string interfacePrefix)
{
    private static readonly string[] Verbs = ["Get", "Post", "Put", "Delete", "Head"];
    private static readonly Assembly Library = typeof(OllamaClient).Assembly;

    /// <summary>The methods of all interfaces, by verb and path.</summary>
    public ILookup<string, string> Methods { get; } = Library.GetExportedTypes()
        .Where(type => type.IsInterface && type.Namespace == space)
        .Where(type => type.Name.StartsWith(interfacePrefix, StringComparison.Ordinal) && type.Name.EndsWith("Api", StringComparison.Ordinal))
        .SelectMany(type => type.GetMethods())
        .ToLookup(Route, method => method.Name, StringComparer.Ordinal);

    /// <summary>The wire names of a model's properties.</summary>
    public IEnumerable<string> FieldsOf(string model) =>
        from property in TypeOf(model).GetProperties()
        let name = property.GetCustomAttribute<JsonPropertyNameAttribute>()
        where name is not null
        select name.Name;

    /// <summary>The known values of an open string.</summary>
    public IEnumerable<string> WordsOf(string openString) =>
        from property in TypeOf(openString).GetProperties(BindingFlags.Public | BindingFlags.Static)
        select property.GetValue(null)!.ToString();

    private static string Route(MethodInfo method) => (
        from attribute in method.GetCustomAttributesData()
        let verb = attribute.AttributeType.Name.Replace("Attribute", "", StringComparison.Ordinal)
        where Verbs.Contains(verb)
        select $"{verb.ToUpperInvariant()} {attribute.ConstructorArguments[0].Value}").Single();

    private Type TypeOf(string name) =>
        Library.GetType($"{space}.{name}") ?? throw new InvalidOperationException($"The library has no type '{space}.{name}'.");
}
