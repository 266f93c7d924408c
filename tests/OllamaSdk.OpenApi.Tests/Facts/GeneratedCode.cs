using System.Reflection;
using System.Text.Json.Serialization;

namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>What the compiled library has, as its attributes tell.</summary>
internal static class GeneratedCode
{
    private static readonly string[] Verbs = ["Get", "Post", "Put", "Delete", "Head"];
    private static readonly Assembly Library = typeof(OllamaClient).Assembly;

    /// <summary>The methods of all native interfaces, by verb and path.</summary>
    public static ILookup<string, string> Methods { get; } = Library.GetExportedTypes()
        .Where(type => type.IsInterface && type.Name.StartsWith("IOllama", StringComparison.Ordinal) && type.Name.EndsWith("Api", StringComparison.Ordinal))
        .SelectMany(type => type.GetMethods())
        .ToLookup(Route, method => method.Name, StringComparer.Ordinal);

    /// <summary>The wire names of a model's properties.</summary>
    public static IEnumerable<string> FieldsOf(string model) =>
        from property in TypeOf(model).GetProperties()
        let name = property.GetCustomAttribute<JsonPropertyNameAttribute>()
        where name is not null
        select name.Name;

    /// <summary>The known values of an open string.</summary>
    public static IEnumerable<string> WordsOf(string openString) =>
        from property in TypeOf(openString).GetProperties(BindingFlags.Public | BindingFlags.Static)
        select property.GetValue(null)!.ToString();

    private static Type TypeOf(string name) =>
        Library.GetType($"OllamaSdk.{name}") ?? throw new InvalidOperationException($"The library has no type '{name}'.");

    private static string Route(MethodInfo method) => (
        from attribute in method.GetCustomAttributesData()
        let verb = attribute.AttributeType.Name.Replace("Attribute", "", StringComparison.Ordinal)
        where Verbs.Contains(verb)
        select $"{verb.ToUpperInvariant()} {attribute.ConstructorArguments[0].Value}").Single();
}
