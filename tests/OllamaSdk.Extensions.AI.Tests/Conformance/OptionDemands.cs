using System.Text.Json;
using Microsoft.Extensions.AI;
using static OllamaSdk.Extensions.AI.Conformance.UnmetException;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>Options as they reach the server.</summary>
internal static class OptionDemands
{
    private const string Area = "options";

    public static IEnumerable<Demand> All =>
    [
        Sent("temperature, as it was written", new() { Temperature = 0.7f }, "0.7", "temperature"),
        Sent("top p, as it was written", new() { TopP = 0.9f }, "0.9", "top_p"),
        Sent("top k", new() { TopK = 40 }, "40", "top_k"),
        Sent("presence penalty", new() { PresencePenalty = 0.5f }, "0.5", "presence_penalty"),
        Sent("frequency penalty", new() { FrequencyPenalty = 0.5f }, "0.5", "frequency_penalty"),
        Sent("the longest answer", new() { MaxOutputTokens = 100 }, "100", "num_predict", "max_tokens", "max_completion_tokens"),
        Sent("seed", new() { Seed = 42 }, "42", "seed"),
        Sent("stop texts", new() { StopSequences = ["end", "stop"] }, """["end","stop"]""", "stop"),
        Sent("the model of the call", new() { ModelId = Subject.Model + ":latest" }, $"\"{Subject.Model}:latest\"", "model"),
        Sent("how hard to think", new() { Reasoning = new() { Effort = ReasoningEffort.Low } }, "\"low\"", "think", "reasoning_effort"),
        new(Area, "not to think", async s =>
        {
            await s.AskAsync(false, "hello", new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.None } });
            Unless(s.Find("think") is { ValueKind: JsonValueKind.False } || s.Find("reasoning_effort")?.GetString() == "none");
        }),
        new(Area, "thinking that is not wanted is not told", async s =>
        {
            s.Server.When("hello").Answer("It is blue.", "Let me think.");
            var answer = await s.AskAsync(true, "hello", new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.High, Output = ReasoningOutput.None } });
            Unless(!answer.Messages.SelectMany(message => message.Contents).Any(content => content is TextReasoningContent));
        }),
        new(Area, "any JSON as the form of the answer", async s =>
        {
            await s.AskAsync(false, "hello", new ChatOptions { ResponseFormat = ChatResponseFormat.Json });
            Unless(s.Find("format")?.GetString() == "json" || s.Find("response_format")?.GetProperty("type").GetString() == "json_object");
        }),
    ];

    private static Demand Sent(string name, ChatOptions options, string expected, params string[] names) => new(Area, name, async s =>
    {
        await s.AskAsync(false, "hello", options);
        var sent = s.Find(names);
        Unless(sent is not null && JsonElement.DeepEquals(JsonElement.Parse(expected), sent.Value), $"{names[0]} is {sent}, and should be {expected}");
    });
}
