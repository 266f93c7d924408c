using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>Asks for a stream, and gives the text of its items.</summary>
/// <param name="root">The server's address, without /v1.</param>
/// <param name="handler">What answers in the server's place; <see langword="null"/> where there is one.</param>
internal delegate IAsyncEnumerable<string> StreamOpener(string root, HttpMessageHandler? handler);

/// <summary>Bodies in pieces, whatever reads them.</summary>
internal static class Bodies
{
    private const string Nowhere = "http://127.0.0.1:9";

    /// <summary>Every way to cut a body as told.</summary>
    public static IEnumerable<IReadOnlyList<byte[]>> Ways(this Split split, byte[] body) => split switch
    {
        Split.Whole => [body.Length == 0 ? [] : [body]],
        Split.Bytes => [[.. body.Select(one => (byte[])[one])]],
        _ => Enumerable.Range(0, body.Length + 1).Select(cut => (byte[][])[.. ((byte[][])[body[..cut], body[cut..]]).Where(piece => piece.Length > 0)]),
    };

    /// <summary>What becomes of a streamed body. Where it is cut at each place, every cut must come to the same, exception and all.</summary>
    /// <param name="open">Asks for it.</param>
    /// <param name="split">How it is cut.</param>
    /// <param name="body">Its bytes, up to where it breaks off.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="ending">How it ends.</param>
    /// <param name="items">How many items a server waits for before it breaks off, where bytes of a broken connection may be lost.</param>
    public static async Task<Outcome> ReadAsync(StreamOpener open, Split split, byte[] body, string type, BodyEnd ending, int items = 0)
    {
        if (split == Split.Each)
        {
            return await ReadEachAsync(open, body, type, ending);
        }

        var delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(connection => ending.Serve(connection, type, split.Ways(body).Single(), delivered.Task));
        var outcome = await Outcome.OfAsync(open(server.Url.ToString(), null), count => _ = count == items && delivered.TrySetResult());
        Assert.Single(server.Requests);
        return outcome;
    }

    /// <summary>The same from memory.</summary>
    public static async Task<Outcome> ReadAsync(StreamOpener open, IEnumerable<byte[]> pieces, string type, Func<Exception>? end = null)
    {
        using var handler = new StubHandler(() => new PieceStream(pieces.Select(piece => (ReadOnlyMemory<byte>)piece), end: end), contentType: type);
        var outcome = await Outcome.OfAsync(open(Nowhere, handler));
        Assert.Equal(1, handler.Requests);
        return outcome;
    }

    /// <summary>Asks one of the clients.</summary>
    public static StreamOpener Open(this Client client, Action<LlmConnectionOptions>? configure = null)
    {
        return AskAsync;

        async IAsyncEnumerable<string> AskAsync(string root, HttpMessageHandler? handler)
        {
            await using var asked = new FaultClient(client, root, options =>
            {
                options.Handler = handler;
                configure?.Invoke(options);
            });
            await foreach (var text in asked.StreamAsync())
            {
                yield return text;
            }
        }
    }

    private static async Task<Outcome> ReadEachAsync(StreamOpener open, byte[] body, string type, BodyEnd ending)
    {
        Outcome? first = null;
        var cut = 0;
        foreach (var pieces in Split.Each.Ways(body))
        {
            var outcome = await ReadAsync(open, pieces, type, ending.InMemory);
            first ??= outcome;
            Assert.Equal((cut, first.Word, first.Error?.Message), (cut++, outcome.Word, outcome.Error?.Message));
            Assert.Equal(first.Texts, outcome.Texts);
        }

        return first!;
    }
}
