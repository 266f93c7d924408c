using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>
/// Members of messages and calls that the SDK does not know, such as signatures and citations. They lie in one JSON object under one key, so that they
/// outlive a conversation's way through JSON, and nothing that a program keeps there itself is sent. Those of one API mean nothing to another, so each
/// has a key of its own.
/// </summary>
internal static class WireMembers
{
    public const string Ollama = "ollama_members";
    public const string OpenAI = "openai_members";

    private const string Function = "function";

    public static void Keep(AIContent content, string key, IReadOnlyDictionary<string, JsonElement>? members)
    {
        if (members is { Count: > 0 })
        {
            (content.AdditionalProperties ??= [])[key] = ToObject(members);
        }
    }

    public static AdditionalPropertiesDictionary? Kept(string key, IReadOnlyDictionary<string, JsonElement>? members) =>
        members is { Count: > 0 } ? new() { [key] = ToObject(members) } : null;

    public static Dictionary<string, JsonElement>? Of(AdditionalPropertiesDictionary? properties, string key)
    {
        if (properties?.TryGetValue(key, out var kept) != true || kept is not JsonElement { ValueKind: JsonValueKind.Object } members)
        {
            return null;
        }

        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
        {
            all[member.Name] = member.Value;
        }

        return all;
    }

    /// <summary>The API that the message came by; <see langword="null"/> where nothing tells.</summary>
    public static string? ApiOf(ChatMessage message) => Has(message, Ollama) ? Ollama : Has(message, OpenAI) ? OpenAI : null;

    /// <summary>Those of a call and of its function in one, as <see cref="LlmToolCall.AdditionalProperties"/> has them.</summary>
    public static Dictionary<string, JsonElement>? Join(Dictionary<string, JsonElement>? call, Dictionary<string, JsonElement>? function) =>
        function is { Count: > 0 } ? new(call ?? [], StringComparer.Ordinal) { [Function] = ToObject(function) } : call;

    public static (Dictionary<string, JsonElement>? Call, Dictionary<string, JsonElement>? Function) Split(IReadOnlyDictionary<string, JsonElement>? joined)
    {
        if (joined is null)
        {
            return default;
        }

        var call = new Dictionary<string, JsonElement>(joined, StringComparer.Ordinal);
        if (!call.Remove(Function, out var function) || function.ValueKind != JsonValueKind.Object)
        {
            return (call, null);
        }

        return (call.Count > 0 ? call : null, function.EnumerateObject().ToDictionary(member => member.Name, member => member.Value));
    }

    private static bool Has(ChatMessage message, string key) => message.AdditionalProperties?.ContainsKey(key) == true
        || message.Contents.Any(content => content.AdditionalProperties?.ContainsKey(key) == true);

    private static JsonElement ToObject(IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        var reader = new Utf8JsonReader(ValueJson.ObjectUtf8(members.Select(member => KeyValuePair.Create(member.Key, (object?)member.Value))));
        return JsonElement.ParseValue(ref reader);
    }
}
