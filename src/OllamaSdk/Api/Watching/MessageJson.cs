using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Watching;

/// <summary>Messages in the conventions' JSON: a role, and parts that say of what kind they are. The bytes of images are left out.</summary>
internal static class MessageJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Array(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static string OfAnswer(PartialAnswer answer, string? reason) => Array(writer =>
    {
        Begin(writer, "assistant");
        WriteText(writer, "reasoning", answer.Thinking);
        WriteText(writer, "text", answer.Content);
        foreach (var call in answer.ToolCalls)
        {
            WriteCall(writer, call.Id, call.Name, call.ArgumentsJson);
        }

        writer.WriteEndArray();
        writer.WriteString("finish_reason", reason);
        writer.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<OllamaChatMessage>? messages)
    {
        foreach (var message in messages ?? [])
        {
            Begin(writer, message.Role?.Value ?? "user");
            WriteText(writer, "reasoning", message.Thinking);
            if (message.Role == LlmRole.Tool)
            {
                WriteResult(writer, message.ToolCallId, message.Content);
            }
            else
            {
                WriteText(writer, "text", message.Content);
            }

            WriteImages(writer, message.Images.Count);
            foreach (var call in message.ToolCalls)
            {
                WriteCall(writer, call.Id, call.Function.Name, call.Function.Arguments?.GetRawText());
            }

            End(writer);
        }
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ChatCompletionMessage>? messages)
    {
        foreach (var message in messages ?? [])
        {
            Begin(writer, message.Role?.Value ?? "user");
            WriteText(writer, "reasoning", message.ReasoningText);
            if (message.Role == LlmRole.Tool)
            {
                WriteResult(writer, message.ToolCallId, message.Content.Text);
            }
            else
            {
                WriteText(writer, "text", message.Content.Text);
            }

            WriteImages(writer, message.Content.Parts.Count(part => part.ImageUrl is not null));
            foreach (var call in message.ToolCalls)
            {
                WriteCall(writer, call.Id, call.Function.Name, call.Function.Arguments);
            }

            End(writer);
        }
    }

    public static void Write(Utf8JsonWriter writer, ResponseInput? input)
    {
        if (input?.Text is { } text)
        {
            WriteUser(writer, text, 0);
            return;
        }

        foreach (var item in input?.Items ?? [])
        {
            Begin(writer, item.Role?.Value ?? (item.Output is null ? "assistant" : "tool"));
            WriteText(writer, "text", item.Content.Text);
            if (item.Arguments.Length > 0)
            {
                WriteCall(writer, item.CallId, item.Name, item.Arguments);
            }

            if (item.Output is { } output)
            {
                WriteResult(writer, item.CallId, output.Text);
            }

            End(writer);
        }
    }

    public static void WriteUser(Utf8JsonWriter writer, string? text, int images)
    {
        Begin(writer, "user");
        WriteText(writer, "text", text);
        WriteImages(writer, images);
        End(writer);
    }

    public static void WriteText(Utf8JsonWriter writer, string type, string? content)
    {
        if (!string.IsNullOrEmpty(content))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("content", content);
            writer.WriteEndObject();
        }
    }

    private static void Begin(Utf8JsonWriter writer, string role)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteStartArray("parts");
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteImages(Utf8JsonWriter writer, int count)
    {
        for (var i = 0; i < count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "blob");
            writer.WriteString("modality", "image");
            writer.WriteEndObject();
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, string? id, string? name, string? argumentsJson)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "tool_call");
        writer.WriteString("id", id);
        writer.WriteString("name", name);
        // What a model wrote need not be JSON.
        writer.WriteString("arguments", argumentsJson);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, string? id, string response)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "tool_call_response");
        writer.WriteString("id", id);
        writer.WriteString("response", response);
        writer.WriteEndObject();
    }
}
