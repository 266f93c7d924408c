using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>The JSON of the SDK, for models that are kept or handed on: names, numbers and unknown members as servers write them, without reflection.</summary>
/// <example><code>string json = JsonSerializer.Serialize(answer, LlmJson.Options.GetTypeInfo(typeof(OllamaChatResponse)));</code></example>
public static class LlmJson
{
    /// <summary>How every body is read and written, to at most 256 levels. Read-only; its <see cref="JsonSerializerOptions.TypeInfoResolver"/> can be combined with your own.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(OllamaJsonContext.Default.Options)
        {
            // Bodies go to JSON parsers, never into HTML: text stays as short and readable as it was.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = JsonDepth.Read,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(RawJson.Resolver, OllamaJsonContext.Default, RawJsonContext.Default)
                .WithAddedModifier(model => Informing.Relax(model, InformingMembers.Of(model.Type))),
        };
        options.MakeReadOnly();
        return options;
    }
}
