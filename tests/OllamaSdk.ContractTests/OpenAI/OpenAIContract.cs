using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.OpenAI;

/// <summary>A client of the OpenAI-compatible API in front of the stubs.</summary>
public abstract class OpenAIContract(RecordedServer server) : ContractTest(server), IAsyncDisposable
{
    private OpenAICompatibleClient? _v1;

    protected OpenAICompatibleClient V1 => _v1 ??= Create(new OpenAICompatibleClientOptions());

    protected OpenAICompatibleClient Create(OpenAICompatibleClientOptions options)
    {
        options.Endpoint = $"{Server.Url}/v1";
        return new OpenAICompatibleClient(options);
    }

    public new async ValueTask DisposeAsync()
    {
        _v1?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// The JSON of a recorded stream's events that a blank line ends. The recorder cut off the line ends at the end of a body, so the last
    /// event (<c>[DONE]</c>, in most) is not among them.
    /// </summary>
    internal static List<JsonElement> EndedEvents(string recording) => [.. Blocks(recording).SkipLast(1).Select(Data)];

    /// <summary>The same with the last, where that is JSON too.</summary>
    internal static List<JsonElement> AllEvents(string recording) => [.. Blocks(recording).Select(Data)];

    private static IEnumerable<string> Blocks(string recording) => Recording.Load(recording).Body.Split("\n\n");

    private static JsonElement Data(string block) => block.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..].ToJson();
}
