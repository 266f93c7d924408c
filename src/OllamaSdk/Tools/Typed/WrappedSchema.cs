using System.Text.Json;
using System.Text.Json.Nodes;

namespace OllamaSdk.Loop;

/// <summary>Puts a schema into the member of an object: servers and models do best with objects.</summary>
internal static class WrappedSchema
{
    public const string Member = "value";

    /// <summary>What stands before the value in its object.</summary>
    public static ReadOnlySpan<byte> Before => "{\"value\":"u8;

    /// <summary>What stands after it.</summary>
    public static ReadOnlySpan<byte> After => "}"u8;

    private const string Moved = "#/properties/" + Member;

    // Where schemas keep what references point to; it stays at the root, where every server looks for it.
    private static readonly string[] Definitions = ["$defs", "definitions"];

    public static JsonElement Of(JsonElement schema)
    {
        var inner = JsonObject.Create(schema.Clone())!;
        MoveReferences(inner);
        var outer = new JsonObject { ["type"] = "object" };
        foreach (var name in Definitions)
        {
            if (inner.Remove(name, out var definitions))
            {
                outer[name] = definitions;
            }
        }

        outer["properties"] = new JsonObject { [Member] = inner };
        outer["required"] = new JsonArray(Member);
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(outer.ToJsonString()));
        return JsonElement.ParseValue(ref reader);
    }

    private static void MoveReferences(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                MoveReferences(item);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, member) in members.ToArray())
            {
                if (name == "$ref" && member is JsonValue value && value.TryGetValue(out string? reference) && IsMoved(reference))
                {
                    members[name] = Moved + reference[1..];
                }
                else
                {
                    MoveReferences(member);
                }
            }
        }
    }

    private static bool IsMoved(string reference) =>
        (reference == "#" || reference.StartsWith("#/", StringComparison.Ordinal)) && !Array.Exists(Definitions, name => reference.StartsWith($"#/{name}/", StringComparison.Ordinal));
}
