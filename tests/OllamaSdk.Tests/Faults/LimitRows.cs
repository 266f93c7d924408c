using System.Buffers;
using System.Globalization;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.ProcessWide;

namespace OllamaSdk.Tests.Faults;

/// <summary>
/// C: bodies without an end, and very long ones. What the whole process allocates is counted, so these run alone; and bytes are, of which there are as many
/// on a slow machine.
/// </summary>
[Collection(ProcessWideCollection.Name)]
public sealed class LimitRows
{
    private const int Limit = 1024 * 1024;
    private const int Piece = 10_000;

    /// <summary>What a line of a stream may be made of that never ends.</summary>
    private static readonly Dictionary<string, string> s_lines = new()
    {
        ["value"] = "x",
        ["blanks"] = " ",
        ["open object"] = "{          ",
        ["open arrays"] = "[",
        ["comment"] = ":",
        ["field"] = "a:",
    };

    /// <summary>What an event, or what must be kept of the lines around it, may be made of.</summary>
    private static readonly Dictionary<string, Func<int, string>> s_events = new()
    {
        ["data in one line"] = size => $"data: {Fill(size)}",
        ["data in many lines"] = size => Repeat("data: xxxxxxxxxxxxxxxx\n", size),
        ["data in two lines"] = size => $"data: {Fill(size / 2)}\ndata: {Fill(size)}",
        ["data, and much more of it"] = size => $"data: {Fill(size - 100)}\ndata: {Fill(size)}",
        ["type, then data"] = size => $"event: {Fill(size - 100)}\ndata: {Fill(size - 100)}\ndata: {Fill(size)}",
        ["id, then data"] = size => $"id: {Fill(size - 100)}\ndata: {Fill(size - 100)}\ndata: {Fill(size)}",
        ["everything"] = size => $"id: {Fill(size - 100)}\n{{{Fill(size - 100)}\nevent: {Fill(size - 100)}\ndata: {Fill(size - 100)}\ndata: {Fill(size)}",
    };

    public static MatrixTheoryData<Client, string> Lines => new(Enum.GetValues<Client>(), s_lines.Keys);

    public static MatrixTheoryData<Client, string> Events => new([Client.V1, Client.LlmV1], s_events.Keys);

    public static TheoryData<Client, string> NoItems => [.. NoItemsOfAll()];

    public static TheoryData<Client> Clients => FaultData.Clients;

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task C19_a_line_without_an_end(Client client, string line)
    {
        var text = s_lines[line];
        var good = client.Item("a").Utf8();
        var begin = line is "comment" or "field" ? text : (client.IsEvents() ? "data: " : "") + (line == "value" ? "{\"x\":\"" : text);
        var filler = (line == "value" ? text : " ").Utf8()[0];

        var (outcome, read, allocated) = await StreamAsync(client, [good, begin.Utf8()], filler);

        Assert.Equal(("Stream LimitExceeded", "a"), (outcome.Word, outcome.Text));
        Assert.Equal((1, "a"), (outcome.Failure.Partial?.ItemsReceived, outcome.Failure.Partial?.Content));
        Assert.Contains(Limit.ToString(CultureInfo.InvariantCulture), outcome.Failure.Message, StringComparison.Ordinal);
        Assert.InRange(read, Limit, 2 * Limit);
        Assert.InRange(allocated, 0, 4 * Limit);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task C19_an_event_without_an_end(Client client, string form)
    {
        var (outcome, _, allocated) = await StreamAsync(client, [client.Item("a").Utf8(), .. s_events[form](Limit).Utf8().Chunk(Piece)], (byte)'x');

        Assert.Equal(("Stream LimitExceeded", "a"), (outcome.Word, outcome.Text));
        Assert.InRange(allocated, 0, 4 * Limit);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task C19_the_first_line_has_no_end(Client client)
    {
        var lines = client.IsEvents() ? s_lines.Values.Select(line => line == "x" ? "data: x" : line) : s_lines.Values;
        foreach (var line in (IEnumerable<string>)[.. lines, "\uFEFF", "\uFEFF   ", "data", "event:", "<"])
        {
            var (outcome, read, allocated) = await StreamAsync(client, [line.Utf8()], (byte)(line.EndsWith('x') ? 'x' : ' '));

            Assert.Equal((line, "Stream LimitExceeded"), (line, outcome.Word));
            Assert.InRange(read, Limit, 2 * Limit);
            Assert.InRange(allocated, 0, 4 * Limit);
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task C19_an_unstreamed_answer_without_an_end(Client client)
    {
        foreach (var begin in (string[])["{\"x\":\"", " ", "\uFEFF ", "data: ", "<", "{\"a\":1}\n"])
        {
            using var handler = new StubHandler(() => new PieceStream(Endless([begin.Utf8()], (byte)' ')), contentType: "application/json");
            await using var asked = new FaultClient(client, "http://127.0.0.1:9", options => (options.Handler, options.MaxAnswerBytes, options.Retry.MaxRetries) = (handler, Limit, 2));
            var (outcome, allocated) = await MeasureAsync(() => Outcome.OfAskAsync(asked));

            Assert.Equal((begin, "Stream LimitExceeded"), (begin, outcome.Word));
            Assert.Equal(1, handler.Requests);
            Assert.InRange(allocated, 0, 4 * Limit);
        }
    }

    /// <summary>A whole answer may have blanks before it, and however many come in however small pieces, each is looked at once.</summary>
    [Theory]
    [InlineData(Client.Native)]
    [InlineData(Client.V1)]
    public async Task C19_blanks_are_not_looked_at_again_with_each_read(Client client)
    {
        const int Blanks = 2 * 1024 * 1024;
        var pieces = Enumerable.Repeat((ReadOnlyMemory<byte>)" "u8.ToArray(), Blanks);
        using var whole = new StubHandler(() => new PieceStream(pieces.Append(client.Whole("a").Utf8())), contentType: "application/json");
        await using var asked = new FaultClient(client, "http://127.0.0.1:9", options => options.Handler = whole);
        using var stream = new StubHandler(() => new PieceStream(pieces.Append(client.Stream("a").Utf8())), contentType: client.StreamType());

        // With work that grows by the square these take minutes.
        Assert.Equal("a", (await Outcome.OfAskAsync(asked)).Text);
        var outcome = await Outcome.OfAsync(client.Open()("http://127.0.0.1:9", stream));

        // In a stream of events the blanks are a part of the first field's name, which is then an unknown one.
        Assert.Equal(client.IsEvents() ? "" : "a", outcome.Text);
    }

    [Theory]
    [MemberData(nameof(NoItems))]
    public async Task C20_endless_lines_that_are_no_items(Client client, string text)
    {
        const int Seconds = 60;
        var clock = new FakeClock();
        var piece = Repeat(text, 100_000).Utf8();
        using var handler = new StubHandler(() => new PieceStream(Pieces()), contentType: client.StreamType());
        var (outcome, allocated) = await MeasureAsync(() => Outcome.OfAsync(client.Open(options =>
        {
            (options.TimeProvider, options.MaxLineBytes) = (clock, Limit);
            (options.Timeouts.Idle, options.Timeouts.Total) = (TimeSpan.FromSeconds(Seconds / 2), TimeSpan.FromSeconds(Seconds));
        })("http://127.0.0.1:9", handler)));

        // In events they are signs of life; no line of JSON is blank.
        Assert.Equal((client.IsEvents() ? "Timeout Total" : "Timeout Idle", "a"), (outcome.Word, outcome.Text));
        Assert.Equal("a", outcome.Failure.Partial?.Content);
        Assert.InRange(allocated, 0, Limit);

        IEnumerable<ReadOnlyMemory<byte>> Pieces()
        {
            yield return client.Item("a").Utf8();
            while (true)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                yield return piece;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task C21_a_million_tiny_items(Client client)
    {
        const int Items = 1_000_000, InPiece = 1000;
        var piece = Repeat(client.Item("a"), InPiece * client.Item("a").Length).Utf8();
        var pieces = Enumerable.Repeat((ReadOnlyMemory<byte>)piece, Items / InPiece).Append(client.Last().Utf8());
        using var handler = new StubHandler(() => new PieceStream(pieces), contentType: client.StreamType());
        var (items, held) = (0, 0L);

        await foreach (var text in client.Open(options => options.MaxLineBytes = 1024)("http://127.0.0.1:9", handler))
        {
            items += text.Length;
            if (items is 1 or Items && text.Length > 0)
            {
                held = GC.GetTotalMemory(forceFullCollection: true) - held;
            }
        }

        // The text itself is kept, for what tells of a failure and for the answer at the end: a few bytes an item, where the item has hundreds.
        Assert.Equal(Items, items);
        Assert.InRange(held, long.MinValue, 16L * Items);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task C19_a_whole_line_of_a_known_form(Client client)
    {
        const int Short = 1024;
        var stream = $"{client.Item("a")}{client.Item("b")}{client.Item(Fill(2 * Short))}{client.Last()}";
        using var handler = new StubHandler(() => new PieceStream([stream.Utf8()]), contentType: client.StreamType());

        var outcome = await Outcome.OfAsync(client.Open(options => options.MaxLineBytes = Short)("http://127.0.0.1:9", handler));

        Assert.Equal(("Stream LimitExceeded", "ab"), (outcome.Word, outcome.Text));
        Assert.Equal((2, "ab"), (outcome.Failure.Partial?.ItemsReceived, outcome.Failure.Partial?.Content));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Endless(IEnumerable<byte[]> first, byte filler)
    {
        byte[] piece = [.. Enumerable.Repeat(filler, Piece)];
        foreach (var one in first)
        {
            yield return one;
        }

        while (true)
        {
            yield return piece;
        }
    }

    private static IEnumerable<TheoryDataRow<Client, string>> NoItemsOfAll() => Enum.GetValues<Client>().SelectMany(client =>
        (client.IsEvents() ? (string[])["\n", "\r\n", ": comment\n\n", ":\n", "unknown: field\n", "event: ping\n", "id: 12345678\n", "retry: 5\n\n", "{\"json\":1}\n"] : ["\n", "\r\n", " \t\n"])
            .Select(text => new TheoryDataRow<Client, string>(client, text)));

    private static string Fill(int length) => new('x', length);

    private static string Repeat(string text, int size) => string.Concat(Enumerable.Repeat(text, size / text.Length));

    private static async Task<(Outcome Outcome, long Read, long Allocated)> StreamAsync(Client client, IReadOnlyList<byte[]> first, byte filler)
    {
        var body = new PieceStream(Endless(first, filler));
        using var handler = new StubHandler(() => body, contentType: client.StreamType());
        var (outcome, allocated) = await MeasureAsync(() => Outcome.OfAsync(
            client.Open(options => (options.MaxLineBytes, options.Retry.MaxRetries) = (Limit, 2))("http://127.0.0.1:9", handler)));
        Assert.Equal(1, handler.Requests);
        return (outcome, body.BytesRead, allocated);
    }

    private static async Task<(T Result, long Allocated)> MeasureAsync<T>(Func<Task<T>> act)
    {
        EmptyPool();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = await act();
        return (result, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    // What others have given back would count for nothing.
    private static void EmptyPool()
    {
        for (var size = Piece; size <= 8 * Limit; size *= 2)
        {
            long before;
            do
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                ArrayPool<byte>.Shared.Rent(size);
            }
            while (GC.GetAllocatedBytesForCurrentThread() - before < size);
        }
    }
}
