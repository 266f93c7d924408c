using OllamaSdk.TestKit;
using OllamaSdk.Tests.Http;

namespace OllamaSdk.Tests.Faults;

/// <summary>What came of a call.</summary>
/// <param name="Texts">What was delivered; for a call in one piece its answer.</param>
/// <param name="Error">What was thrown.</param>
internal sealed record Outcome(IReadOnlyList<string> Texts, Exception? Error)
{
    public string Text => string.Concat(Texts);

    /// <summary>The exception in the words of <see cref="FaultRow.Word"/>.</summary>
    public string Word => FaultRow.Word(Error);

    public LlmException Failure => Assert.IsType<LlmException>(Error, exactMatch: false);

    /// <summary>Asks for an answer in one piece.</summary>
    public static async Task<Outcome> OfAskAsync(FaultClient client, CallOptions? options = null, CancellationToken? token = null)
    {
        List<string> texts = [];
        var error = await Record.ExceptionAsync(async () => texts.Add(await Guard.Within(client.AskAsync("hi", options, token))));
        return new Outcome(texts, error);
    }

    /// <summary>Reads a stream to whatever end it has.</summary>
    public static Task<Outcome> OfStreamAsync(FaultClient client, CallOptions? options = null, CancellationToken? token = null) =>
        OfAsync(client.StreamAsync("hi", options, token));

    /// <summary>Reads a stream to whatever end it has, and tells of each item how many there are.</summary>
    public static async Task<Outcome> OfAsync(IAsyncEnumerable<string> stream, Action<int>? onItem = null)
    {
        List<string> texts = [];
        var error = await Record.ExceptionAsync(() => Guard.Within(ReadAsync()));
        return new Outcome(texts, error);

        async Task ReadAsync()
        {
            await foreach (var text in stream)
            {
                texts.Add(text);
                onItem?.Invoke(texts.Count);
            }
        }
    }

    /// <summary>
    /// What becomes of a streamed body, cut into reads as told. Where it is cut at each place, every cut must come to the same.
    /// </summary>
    public static Task<Outcome> OfBodyAsync(
        Client client, Split split, byte[] body, Ending ending = Ending.Normal, Action<LlmConnectionOptions>? configure = null, string? type = null) =>
        Bodies.ReadAsync(client.Open(configure), split, body, type ?? client.StreamType(), new BodyEnd(
            (connection, media, pieces, _) => connection.RespondChunksAsync(media, pieces, ending), EndOf(ending)));

    /// <inheritdoc cref="OfBodyAsync(Client, Split, byte[], Ending, Action{LlmConnectionOptions}?, string?)"/>
    public static Task<Outcome> OfBodyAsync(
        Client client, Split split, string body, Ending ending = Ending.Normal, Action<LlmConnectionOptions>? configure = null, string? type = null) =>
        OfBodyAsync(client, split, body.Utf8(), ending, configure, type);

    private static Func<Exception>? EndOf(Ending ending) => ending switch
    {
        Ending.Normal => null,
        Ending.Cut => BodyEnd.Cut.InMemory,
        _ => BodyEnd.Reset.InMemory,
    };
}
