using System.Text.Json;

namespace OllamaSdk.Testing.Tests.Replay;

/// <summary>A JSON value without its values: names in their order, and types.</summary>
internal static class JsonShape
{
    // Free-form by its nature: its keys are the model's.
    private const string FreeForm = "model_info";

    public static string Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(",", json.EnumerateObject().Select(Member))}}}",
        JsonValueKind.Array => $"[{string.Join("|", json.EnumerateArray().Select(Of).Distinct().Order(StringComparer.Ordinal))}]",
        JsonValueKind.True or JsonValueKind.False => "bool",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static string Member(JsonProperty member) => $"{member.Name}:{(member.Name == FreeForm ? "{...}" : Of(member.Value))}";
}
