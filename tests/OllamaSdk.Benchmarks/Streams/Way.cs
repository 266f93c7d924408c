namespace OllamaSdk.Benchmarks.Streams;

/// <summary>What a reader of a stream counts.</summary>
internal enum Sight
{
    Bytes,
    Lines,
    Text,
    Utf8,
}

/// <summary>One way to read a streamed answer.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Sees">What it counts, so that it can be checked.</param>
/// <param name="Make">Makes the reader for an address; with a handler, if there is one, in place of the network.</param>
internal sealed record Way(string Name, Sight Sees, Func<Uri, HttpMessageHandler?, Func<Task<long>>> Make)
{
    /// <summary>Whether it goes on in the thread that brings the bytes: else nobody in memory can make it wait for them.</summary>
    public bool CanWait { get; init; } = true;

    /// <summary>The transport alone.</summary>
    public const string Raw = "raw bytes";

    /// <summary>What no reader of JSON can undercut.</summary>
    public const string Limit = "tokenizing limit";

    /// <summary>The plainest way that .NET offers.</summary>
    public const string Serializer = "System.Text.Json, by hand";

    public const string Typed = "OllamaSdk, typed";
    public const string Text = "OllamaSdk, UTF-8 text";
    public const string Llm = "OllamaSdk, LlmClient";
    public const string Adapter = "OllamaSdk, IChatClient";
    public const string Sharp = "OllamaSharp";
    public const string SharpAdapter = "OllamaSharp, IChatClient";
    public const string OpenAI = "OpenAI";
    public const string OpenAIAdapter = "OpenAI, Microsoft.Extensions.AI";

    public static bool IsOurs(string name) => name.StartsWith(nameof(OllamaSdk), StringComparison.Ordinal);
}

/// <summary>What stands in an answer, by each count.</summary>
/// <param name="Bytes">Of the body.</param>
/// <param name="Lines">Lines of JSON.</param>
/// <param name="Text">UTF-16 characters of the text.</param>
/// <param name="Utf8">Bytes of the text.</param>
internal sealed record Sums(long Bytes, long Lines, long Text, long Utf8)
{
    public long this[Sight sight] => sight switch { Sight.Bytes => Bytes, Sight.Lines => Lines, Sight.Text => Text, _ => Utf8 };
}
