using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>
/// What an answer tells beside its message, as additional properties of the response. Plain values and JSON only: whoever keeps answers as JSON, as
/// caches do, must be able to write them.
/// </summary>
internal static class AnswerProperties
{
    private const string Recovery = "memory_recovery";
    private const string Truncation = "prompt_truncation";
    private const string Provider = "provider";
    private const string Endpoint = "endpoint";
    private const string Rate = "tokens_per_second";
    private const string Fallback = "used_fallback";

    public static AdditionalPropertiesDictionary? Of(OllamaChatResponse answer) =>
        With(WireMembers.Kept(WireMembers.Ollama, answer.AdditionalProperties), answer.MemoryRecovery, answer.PromptTruncation);

    public static AdditionalPropertiesDictionary? Of(LlmResponse answer)
    {
        var properties = With([], answer.MemoryRecovery, answer.PromptTruncation)!;
        Add(properties, Provider, answer.Provider);
        Add(properties, Endpoint, answer.Endpoint?.OriginalString);
        Add(properties, Rate, answer.TokensPerSecond);
        Add(properties, Fallback, answer.UsedFallback ? true : null);
        return properties.Count > 0 ? properties : null;
    }

    /// <summary>The same with what was done to make room for the model, and with what is known of a prompt that was cut.</summary>
    public static AdditionalPropertiesDictionary? With(AdditionalPropertiesDictionary? properties, MemoryRecovery? recovery, PromptTruncation? truncation)
    {
        if (recovery is not null)
        {
            (properties ??= [])[Recovery] = AnswerNotes.ToJson(recovery);
        }

        // Of a prompt that was sent and read as it is nothing is said.
        if (truncation is { State: not PromptTruncationState.None } or { ChosenContextLength: not null })
        {
            (properties ??= [])[Truncation] = AnswerNotes.ToJson(truncation);
        }

        return properties;
    }

    private static void Add(AdditionalPropertiesDictionary properties, string name, object? value)
    {
        if (value is not null)
        {
            properties[name] = value;
        }
    }
}
