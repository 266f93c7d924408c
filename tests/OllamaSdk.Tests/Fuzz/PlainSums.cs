using System.Text.Json;
using System.Text.Json.Nodes;

namespace OllamaSdk.Tests.Fuzz;

/// <summary>The sum of a stream's items, put together from their JSON with no regard for speed.</summary>
internal static class PlainSums
{
    public static JsonObject Chat(IReadOnlyList<JsonObject> chunks)
    {
        var whole = Clone(chunks[^1]);
        var messages = chunks.Select(chunk => chunk["message"] as JsonObject).OfType<JsonObject>().ToList();
        var message = Clone(whole["message"] as JsonObject);
        Set(message, "role", Last(messages, "role") ?? "assistant");
        Set(message, "content", Concat(messages, "content"));
        Set(message, "thinking", NotEmpty(Concat(messages, "thinking")));
        Set(message, "tool_calls", List(messages, "tool_calls"));
        Set(message, "x_own", Last(messages, "x_own"));
        Set(whole, "message", message);
        Set(whole, "logprobs", List(chunks, "logprobs"));
        return whole;
    }

    public static JsonObject Generate(IReadOnlyList<JsonObject> chunks)
    {
        var whole = Clone(chunks[^1]);
        Set(whole, "response", Concat(chunks, "response"));
        Set(whole, "thinking", NotEmpty(Concat(chunks, "thinking")));
        Set(whole, "tool_calls", List(chunks, "tool_calls"));
        Set(whole, "logprobs", List(chunks, "logprobs"));
        return whole;
    }

    public static JsonObject Completion(IReadOnlyList<JsonObject> chunks)
    {
        var whole = new JsonObject { ["object"] = "chat.completion" };
        foreach (var name in (string[])["id", "created", "model", "system_fingerprint"])
        {
            Set(whole, name, chunks[0][name]);
        }

        Set(whole, "service_tier", chunks[^1]["service_tier"] ?? chunks[0]["service_tier"]);
        Set(whole, "timings", chunks[^1]["timings"]);
        Set(whole, "usage", Last(chunks, "usage"));
        var choices = chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => choice!.AsObject());
        Set(whole, "choices", new JsonArray([.. choices.GroupBy(choice => choice["index"]?.GetValue<int>() ?? 0).OrderBy(group => group.Key).Select(group => Choice(group.Key, [.. group]))]));
        return whole;
    }

    private static JsonObject Choice(int index, IReadOnlyList<JsonObject> parts)
    {
        var deltas = parts.Select(part => part["delta"] as JsonObject).OfType<JsonObject>().ToList();
        var message = new JsonObject();
        Set(message, "role", Last(deltas, "role") ?? "assistant");
        Set(message, "content", Concat(deltas, "content"));
        Set(message, "reasoning", NotEmpty(Concat(deltas, "reasoning")));
        Set(message, "reasoning_content", NotEmpty(Concat(deltas, "reasoning_content")));
        Set(message, "refusal", NotEmpty(Concat(deltas, "refusal")));
        Set(message, "x_own", Last(deltas, "x_own"));
        var calls = (List(deltas, "tool_calls") ?? []).Select(call => call!.AsObject()).GroupBy(call => call["index"]!.GetValue<int>())
            .Select(call => new JsonObject
            {
                ["index"] = call.Key,
                ["id"] = call.First()["id"]!.DeepClone(),
                ["type"] = "function",
                ["function"] = new JsonObject
                {
                    ["name"] = call.First()["function"]!["name"]!.DeepClone(),
                    ["arguments"] = string.Concat(call.Select(part => part["function"]!["arguments"]!.GetValue<string>())),
                },
            });
        Set(message, "tool_calls", calls.Any() ? new JsonArray([.. calls]) : null);
        var choice = new JsonObject { ["index"] = index, ["message"] = message };
        Set(choice, "finish_reason", Last(parts, "finish_reason"));
        Set(choice, "stop_reason", parts[^1]["stop_reason"]);
        var logprobs = parts.SelectMany(part => part["logprobs"]?["content"] as JsonArray ?? []).Select(token => token!.DeepClone()).ToArray();
        Set(choice, "logprobs", logprobs.Length > 0 ? new JsonObject { ["content"] = new JsonArray(logprobs) } : null);
        return choice;
    }

    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        target.Remove(name);
        if (value is not null)
        {
            target[name] = value.DeepClone();
        }
    }

    private static string Concat(IEnumerable<JsonObject> parts, string name) => string.Concat(parts.Select(part => part[name]?.GetValue<string>()));

    private static string? NotEmpty(string text) => text.Length > 0 ? text : null;

    private static JsonNode? Last(IEnumerable<JsonObject> parts, string name) =>
        parts.Select(part => part[name]).LastOrDefault(value => value is not null && !(value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0));

    private static JsonArray? List(IEnumerable<JsonObject> parts, string name) =>
        parts.SelectMany(part => part[name] as JsonArray ?? []).Select(item => item!.DeepClone()).ToArray() is { Length: > 0 } items ? new JsonArray(items) : null;

    // What is null is as good as absent.
    private static JsonObject Clone(JsonObject? value) => new((value ?? []).Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
}
