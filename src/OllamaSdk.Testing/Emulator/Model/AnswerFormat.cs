using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>A request's <c>format</c>: plain words, any JSON, or JSON that fits a schema.</summary>
internal static class AnswerFormat
{
    /// <returns>The JSON that is the answer; <see langword="null"/> when words are wanted.</returns>
    /// <exception cref="RefusalException">Neither <c>"json"</c> nor an object.</exception>
    public static string? Answer(JsonElement? format) => format switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } schema => SchemaSample.Create(schema),
        { ValueKind: JsonValueKind.String } text when text.ValueEquals("json") => "{\"answer\":\"This is the OllamaSdk emulator, not a model.\"}",
        { ValueKind: JsonValueKind.String } text when text.ValueEquals("") => null,
        { } other => throw RefusalException.Failed($"invalid format: {Quote(other.GetRawText())}; expected \"json\" or a valid JSON Schema object"),
    };

    // As Go's %q: the JSON text in quotes, its own quotes escaped.
    private static string Quote(string json) =>
        $"\"{json.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
