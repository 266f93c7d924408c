using System.Reflection;

namespace OllamaSdk.Generators.Testing;

/// <summary>What a generator's model is made of. It travels through the cache: a symbol or a list in it would break equality and keep compilations alive.</summary>
/// <param name="sample">One of the model's types; the others stand in its namespace.</param>
internal sealed class ModelShape(Type sample)
{
    public IReadOnlyList<Type> Types { get; } = [.. sample.Assembly.GetTypes().Where(t => t.Namespace == sample.Namespace && !t.IsNested)];

    public IReadOnlyList<PropertyInfo> Properties => [.. Types.SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public))];

    public bool IsPlain(Type type) =>
        type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(ulong) || type.IsEnum || Types.Contains(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>) && IsPlain(type.GenericTypeArguments[0]));

    public static bool IsRecord(Type type) => type.IsSealed && type.GetMethod("<Clone>$") is not null;
}
