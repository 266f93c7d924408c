using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.ContractTests.OpenAI;

namespace OllamaSdk.ContractTests.ExtensionsAI;

/// <summary>What an answer says, whoever reads it: a recording by its own JSON, or a chat client.</summary>
internal sealed record Heard(string Text, string Thinking, string Calls, string? Finish, long? Read, long? Written, string? Model)
{
    public static Heard Of(ChatResponse answer) => new(
        answer.Text,
        string.Concat(answer.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(thought => thought.Text)),
        Joined(answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => (call.Name, Sorted(call.Arguments!)))),
        answer.FinishReason?.Value,
        answer.Usage?.InputTokenCount,
        answer.Usage?.OutputTokenCount,
        answer.ModelId);

    /// <summary>A recording of Ollama's own API: one object, or one on each line.</summary>
    public static Heard OfNative(string recording)
    {
        IReadOnlyList<JsonElement> parts = Recording.Load(recording).Lines;
        JsonElement last = parts[^1];
        var calls = parts.SelectMany(part => part.At("message", "tool_calls")?.EnumerateArray().ToArray() ?? []).Select(call => call.GetProperty("function"))
            .Select(function => (function.Text("name")!, Sorted(function.GetProperty("arguments")))).ToList();
        return new(
            string.Concat(parts.Select(part => part.Text("message", "content"))), string.Concat(parts.Select(part => part.Text("message", "thinking"))),
            Joined(calls), Reason(last.Text("done_reason"), calls.Count > 0), last.Number("prompt_eval_count"), last.Number("eval_count"), last.Text("model"));
    }

    /// <summary>A recording of <c>/v1</c>: one object, or events.</summary>
    public static Heard OfOpenAI(string recording)
    {
        IReadOnlyList<JsonElement> parts = Recording.Load(recording).Body.StartsWith('{') ? [Recording.Load(recording).Json] : OpenAIContract.EndedEvents(recording);
        List<JsonElement> choices = [.. parts.SelectMany(part => part.GetProperty("choices").EnumerateArray())];
        List<JsonElement> said = [.. choices.Select(choice => choice.At("delta") ?? choice.GetProperty("message"))];
        var calls = said.SelectMany(one => one.At("tool_calls")?.EnumerateArray().ToArray() ?? []).GroupBy(call => call.Number("index") ?? 0)
            .Select(call => (call.First().Text("function", "name")!, Sorted(string.Concat(call.Select(part => part.Text("function", "arguments"))).ToJson()))).ToList();
        JsonElement? usage = parts.Select(part => part.At("usage")).LastOrDefault(one => one is { ValueKind: JsonValueKind.Object });
        return new(
            string.Concat(said.Select(one => Given(one, "content"))), string.Concat(said.Select(one => Given(one, "reasoning") + Given(one, "reasoning_content"))),
            Joined(calls), Reason(choices.Select(choice => Given(choice, "finish_reason")).Last(reason => reason is not null), calls.Count > 0),
            usage?.Number("prompt_tokens"), usage?.Number("completion_tokens"), parts[0].Text("model"));
    }

    private static string? Given(JsonElement json, string name) => json.At(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? Reason(string? reason, bool hasCalls) => hasCalls && reason == "stop" ? "tool_calls" : reason;

    private static string Joined(IEnumerable<(string Name, string Arguments)> calls) => string.Join("; ", calls.Select(call => $"{call.Name}({call.Arguments})"));

    private static string Sorted(JsonElement arguments) => string.Join(", ", arguments.EnumerateObject().Select(member => $"{member.Name}={member.Value}").Order(StringComparer.Ordinal));

    private static string Sorted(IDictionary<string, object?> arguments) => string.Join(", ", arguments.Select(member => $"{member.Key}={member.Value}").Order(StringComparer.Ordinal));
}
