using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;

namespace OllamaSdk.Cli.Output;

/// <summary>JSON on standard output, one document a line. What a server sent keeps its names and its unknown members.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(DocumentJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(DocumentJson.Default, OllamaJson.Options.TypeInfoResolver),
    };

    public static void WriteLine<T>(T document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T))));
}
