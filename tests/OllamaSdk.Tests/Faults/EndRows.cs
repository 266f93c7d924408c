using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>C: streams that stop in order, and too early.</summary>
public sealed class EndRows
{
    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    public static MatrixTheoryData<Route, Split> Others => Routes.Streams;

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C15_the_last_line_is_cut(Client client, Split split)
    {
        var good = client.Item("a") + client.Item("b");
        // The first event of the end is an end by itself.
        var last = Payload(client.Last());
        foreach (var length in (int[])[1, last.Length / 2, last.Length - 1])
        {
            var outcome = await Outcome.OfBodyAsync(client, split, good + last[..length], configure: options => options.Retry.MaxRetries = 2);

            Assert.Equal(("Stream Incomplete", "ab", 2), (outcome.Word, outcome.Text, outcome.Texts.Count));
            Assert.Equal((2, "ab"), (outcome.Failure.Partial?.ItemsReceived, outcome.Failure.Partial?.Content));
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C15_on_the_other_routes(Route route, Split split)
    {
        var last = Payload(route.Last());
        var outcome = await route.ReadAsync(split, route.Item("a") + route.Item("b") + last[..^1]);

        Assert.Equal(("Stream Incomplete", "ab"), (outcome.Word, outcome.Text));
        Assert.Equal((2, route.Sum("a", "b")), (outcome.Failure.Partial?.ItemsReceived, route.Sum(outcome.Failure.Partial)));
    }

    // Whatever a cut leaves: no stream is whole before its end has come, and no item before it is.
    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C15_cut_wherever_it_may_be(Client client, Split split)
    {
        string[] parts = [client.Item("a"), client.Item("@").Replace("@", "é", StringComparison.Ordinal), client.Item("b"), Payload(client.Last())];
        var body = string.Concat(parts).Utf8();
        for (var length = 0; length < body.Length; length++)
        {
            // Each cut of each beginning would be many thousand calls: a middle one of each stands for them.
            IEnumerable<byte[]> pieces = split == Split.Each ? split.Ways(body[..length]).ElementAt(length / 2) : split.Ways(body[..length]).Single();
            var outcome = await Bodies.ReadAsync(client.Open(), pieces, client.StreamType());

            var whole = parts.Take(3).Select((_, at) => string.Concat(parts.Take(at + 1)).Utf8().Length)
                .Count(end => length >= (client.IsEvents() ? end : end - 1));
            Assert.Equal((length, "Stream Incomplete", "aéb"[..whole]), (length, outcome.Word, outcome.Text));
            Assert.Equal((whole, "aéb"[..whole]), ((int)outcome.Failure.Partial!.ItemsReceived, outcome.Failure.Partial.Content));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C16_a_clean_end_without_the_mark_of_the_end(Client client, Split split)
    {
        var outcome = await Outcome.OfBodyAsync(client, split, client.Item("a") + client.Item("b"), configure: options => options.Retry.MaxRetries = 2);

        Assert.Equal(("Stream Incomplete", "ab"), (outcome.Word, outcome.Text));
        Assert.Equal((2, "ab"), (outcome.Failure.Partial?.ItemsReceived, outcome.Failure.Partial?.Content));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C16_on_the_other_routes(Route route, Split split)
    {
        var outcome = await route.ReadAsync(split, route.Item("a") + route.Item("b"));

        Assert.Equal(("Stream Incomplete", "ab"), (outcome.Word, outcome.Text));
        Assert.Equal((2, route.Sum("a", "b")), (outcome.Failure.Partial?.ItemsReceived, route.Sum(outcome.Failure.Partial)));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C16_nothing_at_all(Client client, Split split)
    {
        foreach (var body in (string[])["", "\n", "\r\n \n", "\uFEFF"])
        {
            var outcome = await Outcome.OfBodyAsync(client, split, body, configure: options => options.Retry.MaxRetries = 2);

            Assert.Equal(("Stream Incomplete", 0), (outcome.Word, outcome.Texts.Count));
            Assert.Equal(0, outcome.Failure.Partial?.ItemsReceived);
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C16_nothing_at_all_on_the_other_routes(Route route, Split split)
    {
        var outcome = await route.ReadAsync(split, "\n");

        Assert.Equal(("Stream Incomplete", 0), (outcome.Word, outcome.Texts.Count));
    }

    /// <summary>Whoever reads a stream on the way to the caller lets none pass that broke off.</summary>
    [Theory]
    [InlineData(Client.Native)]
    [InlineData(Client.V1)]
    [InlineData(Client.Llm)]
    [InlineData(Client.LlmV1)]
    public async Task C16_by_every_reader(Client client)
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondChunksAsync(client.StreamType(), [(client.Item("a") + client.Item("b")).Utf8()]));
        await using var asked = new StreamReaders(client, server.Url.ToString());

        Assert.All(await asked.ReadAsync(), read =>
        {
            var error = Assert.IsType<LlmStreamException>(read.Error, exactMatch: false);
            Assert.Equal((read.Name, StreamFailure.Incomplete, "ab"), (read.Name, error.Reason, error.Partial?.Content));
        });
    }

    // The first event or line of an end, without its line end.
    private static string Payload(string last) => last[..last.IndexOf('\n', StringComparison.Ordinal)];
}
