using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>Messages in the native form.</summary>
internal static class MessageWriter
{
    private static readonly string[] s_imagePrefixes =
        ["data:image/jpeg;base64,", "data:image/jpg;base64,", "data:image/png;base64,", "data:image/webp;base64,", "data:;base64,"];

    /// <param name="json">Gets the object.</param>
    /// <param name="message">What it holds; what is empty is left out, except the content.</param>
    public static void Write(Utf8JsonWriter json, NativeMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role);
        json.WriteString("content", message.Content);
        WriteUnlessEmpty(json, "thinking", message.Thinking);
        WriteUnlessEmpty(json, "tool_name", message.ToolName);
        WriteUnlessEmpty(json, "tool_call_id", message.ToolCallId);
        if (message.Images.Count > 0)
        {
            json.WriteStartArray("images");
            foreach (var image in message.Images)
            {
                json.WriteStringValue(image);
            }

            json.WriteEndArray();
        }

        if (message.ToolCalls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var (call, index) in message.ToolCalls.Select((call, index) => (call, index)))
            {
                WriteCall(json, call, index);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The base64 text inside a data URI.</summary>
    /// <exception cref="RefusalException">An address, or no picture of a known kind.</exception>
    public static string Image(string url)
    {
        if (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw RefusalException.BadRequest("image URLs are not currently supported, please use base64 encoded data instead");
        }

        var prefix = s_imagePrefixes.FirstOrDefault(known => url.StartsWith(known, StringComparison.Ordinal)) ?? throw Invalid();
        var image = url[prefix.Length..];
        return Convert.TryFromBase64String(image, new byte[image.Length], out _) ? image : throw Invalid();

        static RefusalException Invalid() => RefusalException.BadRequest("invalid image input");
    }

    private static void WriteCall(Utf8JsonWriter json, MessageToolCall call, int index)
    {
        json.WriteStartObject();
        json.WriteString("id", call.Id);
        json.WriteStartObject("function");
        json.WriteNumber("index", index);
        json.WriteString("name", call.Name);
        json.WritePropertyName("arguments");
        try
        {
            using var arguments = JsonDocument.Parse(call.Arguments);
            arguments.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            throw RefusalException.BadRequest("invalid tool call arguments");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }
}

/// <summary>A message on its way into the native form.</summary>
internal sealed record NativeMessage(string Role, string Content)
{
    public string Thinking { get; init; } = "";

    public string ToolName { get; init; } = "";

    public string ToolCallId { get; init; } = "";

    /// <summary>In base64.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    public IReadOnlyList<MessageToolCall> ToolCalls { get; init; } = [];
}

/// <summary>A call that an earlier answer made; its arguments are an object as JSON.</summary>
internal sealed record MessageToolCall(string Id, string Name, string Arguments);
