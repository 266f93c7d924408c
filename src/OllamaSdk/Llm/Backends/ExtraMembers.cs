using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk.Llm;

/// <summary>Members that the SDK does not know, between the wire's messages and calls and the shared ones.</summary>
internal static class ExtraMembers
{
    private const string Function = "function";

    /// <summary>Whether those of the message go to this server: other servers' members mean nothing to another API, which may refuse them.</summary>
    public static bool GoTo(LlmProvider provider, LlmMessage message) =>
        message.Provider is not { } name || LlmProviders.Find(name)?.IsNative == provider.IsNative;

    /// <summary>A null says nothing, and some servers refuse it. Of a name that a file holds twice, the last holds.</summary>
    public static Dictionary<string, JsonElement>? Of(IEnumerable<KeyValuePair<string, JsonElement>>? members)
    {
        Dictionary<string, JsonElement>? some = null;
        foreach (var (name, value) in members ?? [])
        {
            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                (some ??= new(StringComparer.Ordinal))[name] = value;
            }
        }

        return some;
    }

    public static Dictionary<string, JsonElement>? OfCall(Dictionary<string, JsonElement>? call, Dictionary<string, JsonElement>? function) =>
        Of(function) is { } own ? new(Of(call) ?? []) { [Function] = JsonParts.Object(own) } : Of(call);

    /// <summary>Takes those of a call's function from those of the call.</summary>
    public static (Dictionary<string, JsonElement>? Call, Dictionary<string, JsonElement>? Function) Split(LlmToolCall call) => (
        Of(call.AdditionalProperties?.Where(member => member.Key != Function)),
        call.AdditionalProperties?.TryGetValue(Function, out var function) == true && function.ValueKind == JsonValueKind.Object
            ? Of(function.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value)))
            : null);
}
