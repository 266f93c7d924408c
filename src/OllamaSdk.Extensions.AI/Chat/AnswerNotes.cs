using System.Buffers;
using System.Text.Json;

namespace OllamaSdk.Extensions.AI;

/// <summary>What the SDK notes of an answer, as JSON in the style of the servers.</summary>
internal static class AnswerNotes
{
    public static JsonElement ToJson(MemoryRecovery recovery) => Write(writer =>
    {
        writer.WriteStartArray("unloaded_models"u8);
        foreach (var model in recovery.UnloadedModels)
        {
            writer.WriteStringValue(model);
        }

        writer.WriteEndArray();
        WriteKnown(writer, "context_length"u8, recovery.ContextLength);
        writer.WriteString("failure"u8, recovery.Failure.Message);
    });

    public static JsonElement ToJson(PromptTruncation truncation) => Write(writer =>
    {
        writer.WriteString("state"u8, truncation.State switch
        {
            PromptTruncationState.Certain => "certain",
            PromptTruncationState.Suspected => "suspected",
            _ => "none",
        });
        writer.WriteNumber("counted_tokens"u8, truncation.CountedTokens);
        writer.WriteNumber("estimated_tokens"u8, truncation.EstimatedTokens);
        WriteKnown(writer, "window"u8, truncation.Window);
        WriteKnown(writer, "chosen_context_length"u8, truncation.ChosenContextLength);
        if (truncation.TruncatedTexts.Count > 0)
        {
            writer.WriteStartArray("truncated_texts"u8);
            foreach (var text in truncation.TruncatedTexts)
            {
                writer.WriteNumberValue(text);
            }

            writer.WriteEndArray();
        }
    });

    private static void WriteKnown(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
    }

    private static JsonElement Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}
