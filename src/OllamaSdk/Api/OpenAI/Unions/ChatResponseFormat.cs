using System.Text.Json;

namespace OllamaSdk.OpenAI;

public sealed partial record ChatResponseFormat
{
    /// <summary>Any text.</summary>
    public static ChatResponseFormat ForText() => new() { Type = ChatResponseFormatType.Text };

    /// <summary>Any JSON object. LM Studio refuses this one.</summary>
    public static ChatResponseFormat ForJsonObject() => new() { Type = ChatResponseFormatType.JsonObject };

    /// <summary>JSON that fits a schema.</summary>
    /// <param name="name">A name for the schema; letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="schema">A JSON Schema object.</param>
    /// <param name="strict">Whether the answer must fit exactly; not sent where absent.</param>
    /// <exception cref="ArgumentException">The name is empty, or the schema is not a JSON object.</exception>
    public static ChatResponseFormat ForSchema(string name, JsonElement schema, bool? strict = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return schema.ValueKind == JsonValueKind.Object
            ? new() { Type = ChatResponseFormatType.JsonSchema, JsonSchema = new() { Name = name, Schema = schema.Clone(), Strict = strict } }
            : throw new ArgumentException($"A schema must be a JSON object, not {schema.ValueKind}.", nameof(schema));
    }
}
