using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Cli.Output;

/// <summary>JSON on standard output, one document a line. What a server sent keeps its names and its unknown members.</summary>
internal static class JsonOutput
{
    /// <summary>What a server sent stands deeper in a document of ours.</summary>
    public const int MaxDepth = 1000;

    // UTF-8, and the UTF-16 that Windows' own window takes.
    private static readonly int[] s_unicode = [65001, 1200];

    private static readonly JsonSerializerOptions Options = new(DocumentJson.Default.Options)
    {
        // An output that is not Unicode (LC_ALL=en_US.ISO-8859-1) would turn letters into question marks; escaped, all of them get through.
        Encoder = s_unicode.Contains(Console.Out.Encoding.CodePage) ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping : JavaScriptEncoder.Default,
        MaxDepth = MaxDepth,
        // The SDK's first: it writes raw JSON as it came, whatever is in it.
        TypeInfoResolver = JsonTypeInfoResolver.Combine(LlmJson.Options.TypeInfoResolver, DocumentJson.Default),
    };

    /// <summary>A value on a line, or indented for a person.</summary>
    public static string Text(JsonElement value, bool isIndented) => TerminalText.EscapeDirections(JsonSerializer.Serialize(
        value, (JsonTypeInfo<JsonElement>)(isIndented ? new JsonSerializerOptions(Options) { WriteIndented = true } : Options).GetTypeInfo(typeof(JsonElement))));

    public static void WriteLine<T>(T document) =>
        Console.Out.WriteLine(TerminalText.EscapeDirections(JsonSerializer.Serialize(document, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)))));
}
