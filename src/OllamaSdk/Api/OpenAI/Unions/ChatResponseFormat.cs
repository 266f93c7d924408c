using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OllamaSdk.OpenAI;

public sealed partial record ChatResponseFormat
{
    /// <summary>The words <c>text</c> and <c>json</c> (or <c>json_object</c>), or the text of a JSON Schema object, which is sent under the name <c>answer</c>.</summary>
    /// <param name="text">One of these; nothing is set where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The text is none of them.</exception>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator ChatResponseFormat?(string? text)
    {
        return text switch
        {
            null => null,
            "text" => ForText(),
            "json" or "json_object" => ForJsonObject(),
            _ when text.AsSpan().TrimStart().StartsWith("{") => ForSchema("answer", ResponseFormat.Schema(text).Value),
            _ => throw new ArgumentException("A format is \"text\", \"json\" or the text of a JSON Schema object, which begins with '{'.", nameof(text)),
        };
    }

    /// <summary>Any text.</summary>
    /// <returns>The value.</returns>
    public static ChatResponseFormat ForText() => new() { Type = ChatResponseFormatType.Text };

    /// <summary>Any JSON object. LM Studio refuses this one.</summary>
    /// <returns>The value.</returns>
    public static ChatResponseFormat ForJsonObject() => new() { Type = ChatResponseFormatType.JsonObject };

    /// <summary>JSON that fits a schema.</summary>
    /// <param name="name">A name for the schema; letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="schema">A JSON Schema object.</param>
    /// <param name="strict">Whether the answer must fit exactly; not sent where absent.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the schema is not a JSON object.</exception>
    public static ChatResponseFormat ForSchema(string name, JsonElement schema, bool? strict = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return schema.ValueKind == JsonValueKind.Object
            ? new() { Type = ChatResponseFormatType.JsonSchema, JsonSchema = new() { Name = name, Schema = schema.Clone(), Strict = strict } }
            : throw new ArgumentException($"A schema must be a JSON object, not {schema.ValueKind}.", nameof(schema));
    }
}
