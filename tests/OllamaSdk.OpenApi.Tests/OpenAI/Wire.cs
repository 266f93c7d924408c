using System.Text.Json;
using System.Text.Json.Nodes;

namespace OllamaSdk.OpenApi.Tests.OpenAI;

/// <summary>JSON to models and back, with the very settings of the library.</summary>
internal static class Wire
{
    public static T Read<T>(string json) => (T)Read(typeof(T), json);

    public static object Read(Type type, string json) => JsonSerializer.Deserialize(json, LlmJson.Options.GetTypeInfo(type))
        ?? throw new InvalidOperationException($"null is no {type}.");

    public static string Write(object model) => JsonSerializer.Serialize(model, LlmJson.Options.GetTypeInfo(model.GetType()));

    /// <summary>The JSON without members that are null, which the models do not keep apart from absent ones.</summary>
    public static JsonNode WithoutNulls(string json)
    {
        var root = JsonNode.Parse(json)!;
        RemoveNulls(root);
        return root;
    }

    private static void RemoveNulls(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                RemoveNulls(value);
                if (value is null)
                {
                    members.Remove(name);
                }
            }
        }

        foreach (var item in node as JsonArray ?? [])
        {
            RemoveNulls(item);
        }
    }
}
