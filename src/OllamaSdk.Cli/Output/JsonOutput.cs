using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Cli.Output;

/// <summary>JSON on standard output, one document a line. What a server sent keeps its names and its unknown members.</summary>
internal static class JsonOutput
{
    /// <summary>What a server sent stands deeper in a document of ours.</summary>
    public const int MaxDepth = 1000;

    private const int Utf8CodePage = 65001;

    private static readonly JsonSerializerOptions Options = new(DocumentJson.Default.Options)
    {
        // An output that is not UTF-8 (LC_ALL=en_US.ISO-8859-1) would turn letters into question marks; escaped, all of them get through.
        Encoder = Console.Out.Encoding.CodePage == Utf8CodePage ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping : JavaScriptEncoder.Default,
        MaxDepth = MaxDepth,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(DocumentJson.Default, LlmJson.Options.TypeInfoResolver),
    };

    public static void WriteLine<T>(T document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T))));
}
