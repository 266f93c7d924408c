using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace OllamaSdk.OpenApi.Tests.OpenAI;

/// <summary>Finds the members of a message that no model has a property for.</summary>
internal static class Leftovers
{
    /// <summary>As <c>Type.member</c>, from the whole tree below a model.</summary>
    public static IEnumerable<string> In(object? value) => value switch
    {
        null or string or JsonElement => [],
        IDictionary => [],
        IEnumerable items => items.Cast<object?>().SelectMany(In),
        _ when value.GetType().Assembly != typeof(OllamaClient).Assembly || value.GetType().IsValueType => [],
        _ => InModel(value),
    };

    private static IEnumerable<string> InModel(object model)
    {
        foreach (var property in model.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(model);
            var found = property.Name == "AdditionalProperties" && value is IReadOnlyDictionary<string, JsonElement> unknown
                ? unknown.Keys.Select(name => $"{model.GetType().Name}.{name}")
                : In(value);
            foreach (var leftover in found)
            {
                yield return leftover;
            }
        }
    }
}
