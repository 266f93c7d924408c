using System.Reflection;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>The model travels through the cache: a symbol or a list in it would break equality and keep compilations alive.</summary>
public class ModelShapeTests
{
    private static readonly List<Type> _models = typeof(ToolModel).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(ToolModel).Namespace && !t.IsNested)
        .ToList();

    [Fact]
    public void Model_holds_plain_equatable_data_only()
    {
        var properties = _models.SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)).ToList();

        Assert.NotEmpty(properties);
        Assert.All(properties, p => Assert.True(IsPlain(p.PropertyType), $"{p.DeclaringType!.Name}.{p.Name} is a {p.PropertyType}."));
    }

    [Fact]
    public void Model_types_are_sealed_records_or_enums() =>
        Assert.All(_models, type => Assert.True(type.IsEnum || IsRecord(type), $"{type} is neither."));

    private static bool IsPlain(Type type) =>
        type == typeof(string) || type == typeof(bool) || type == typeof(int) || type.IsEnum || _models.Contains(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>) && IsPlain(type.GenericTypeArguments[0]));

    private static bool IsRecord(Type type) => type.IsSealed && type.GetMethod("<Clone>$") is not null;
}
