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
    public static async Task<Outcome> OfStreamAsync(FaultClient client, CallOptions? options = null, CancellationToken? token = null)
    {
        List<string> texts = [];
        var error = await Record.ExceptionAsync(() => Guard.Within(ReadAsync()));
        return new Outcome(texts, error);

        async Task ReadAsync()
        {
            await foreach (var text in client.StreamAsync("hi", options, token))
            {
                texts.Add(text);
            }
        }
    }

    /// <summary>
    /// What becomes of a streamed body, cut into reads as told. Where it is cut at each place, every cut must come to the same.
    /// </summary>
    public static async Task<Outcome> OfBodyAsync(
        Client client, Split split, byte[] body, Ending ending = Ending.Normal, Action<LlmConnectionOptions>? configure = null, string? type = null)
    {
        type ??= client.StreamType();
        if (split == Split.Each)
        {
            return await OfEachCutAsync(client, body, ending, configure, type);
        }

        await using var server = new ScriptedServer(connection => connection.RespondChunksAsync(
            type, split == Split.Bytes ? body.Select(one => (byte[])[one]) : body.Length == 0 ? [] : [body], ending));
        await using var asked = new FaultClient(client, server.Url.ToString(), configure);
        var outcome = await OfStreamAsync(asked);
        Assert.Single(server.Requests);
        return outcome;
    }

    /// <inheritdoc cref="OfBodyAsync(Client, Split, byte[], Ending, Action{LlmConnectionOptions}?, string?)"/>
    public static Task<Outcome> OfBodyAsync(
        Client client, Split split, string body, Ending ending = Ending.Normal, Action<LlmConnectionOptions>? configure = null, string? type = null) =>
        OfBodyAsync(client, split, body.Utf8(), ending, configure, type);

    private static async Task<Outcome> OfEachCutAsync(Client client, byte[] body, Ending ending, Action<LlmConnectionOptions>? configure, string type)
    {
        Outcome? first = null;
        for (var cut = 0; cut <= body.Length; cut++)
        {
            ReadOnlyMemory<byte>[] pieces = [.. ((ReadOnlyMemory<byte>[])[body.AsMemory(0, cut), body.AsMemory(cut)]).Where(piece => piece.Length > 0)];
            using var handler = new StubHandler(() => new PieceStream(pieces, end: EndOf(ending)), contentType: type);
            await using var asked = new FaultClient(client, "http://127.0.0.1:9", options =>
            {
                options.Handler = handler;
                configure?.Invoke(options);
            });
            var outcome = await OfStreamAsync(asked);
            Assert.Equal(1, handler.Requests);
            first ??= outcome;
            Assert.Equal((cut, first.Word, first.Error?.Message), (cut, outcome.Word, outcome.Error?.Message));
            Assert.Equal(first.Texts, outcome.Texts);
        }

        return first!;
    }

    // As .NET tells of a connection that ends inside a chunked body, and of one that is broken.
    private static Func<Exception>? EndOf(Ending ending) => ending switch
    {
        Ending.Normal => null,
        Ending.Cut => static () => new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely."),
        _ => static () => new IOException("Unable to read data from the transport connection: Connection reset by peer."),
    };
}
