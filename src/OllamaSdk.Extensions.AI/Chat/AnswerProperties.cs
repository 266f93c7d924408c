using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>
/// What an answer tells beside its message, as additional properties of the response. Plain values and JSON only: whoever keeps answers as JSON, as
/// caches do, must be able to write them.
/// </summary>
internal static class AnswerProperties
{
    private const string Recovery = "memory_recovery";
    private const string Provider = "provider";
    private const string Endpoint = "endpoint";
    private const string Rate = "tokens_per_second";
    private const string Fallback = "used_fallback";

    public static AdditionalPropertiesDictionary? Of(OllamaChatResponse answer) => With(WireMembers.Kept(WireMembers.Ollama, answer.AdditionalProperties), answer.MemoryRecovery);

    public static AdditionalPropertiesDictionary? Of(LlmResponse answer)
    {
        var properties = With(new AdditionalPropertiesDictionary(), answer.MemoryRecovery)!;
        Add(properties, Provider, answer.Provider);
        Add(properties, Endpoint, answer.Endpoint?.OriginalString);
        Add(properties, Rate, answer.TokensPerSecond);
        Add(properties, Fallback, answer.UsedFallback ? true : null);
        return properties.Count > 0 ? properties : null;
    }

    public static AdditionalPropertiesDictionary? With(AdditionalPropertiesDictionary? properties, MemoryRecovery? recovery)
    {
        if (recovery is not null)
        {
            (properties ??= [])[Recovery] = ToJson(recovery);
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

    private static JsonElement ToJson(MemoryRecovery recovery)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("unloaded_models"u8);
            foreach (var model in recovery.UnloadedModels)
            {
                writer.WriteStringValue(model);
            }

            writer.WriteEndArray();
            if (recovery.ContextLength is { } length)
            {
                writer.WriteNumber("context_length"u8, length);
            }

            writer.WriteString("failure"u8, recovery.Failure.Message);
            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}
