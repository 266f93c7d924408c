using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>C: a body whose framing breaks. However it does, what came whole is delivered and kept, what did not is not, and nothing is sent again.</summary>
public sealed class FramingRows
{
    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    public static MatrixTheoryData<Route, Split> Others => Routes.Streams;

    public static TheoryData<Client> Clients => FaultData.Clients;

    public static MatrixTheoryData<Client, Split, string> BadChunks => new(Enum.GetValues<Client>(), Enum.GetValues<Split>(), s_badChunks);

    public static MatrixTheoryData<Route, string> BadChunksOfOthers => new(Enum.GetValues<Route>(), s_badChunks);

    private static readonly string[] s_badChunks = ["ZZ\r\n", "-5\r\nhello\r\n", "FFFFFFFFFFFFFFFFFF\r\n", "2\r\n{}{}{}\r\n"];

    [Theory]
    [MemberData(nameof(Streams))]
    public Task C01_reset_in_the_body(Client client, Split split) => BreaksAsync(client, split, BodyEnd.Reset, "Stream Interrupted");

    [Theory]
    [MemberData(nameof(Others))]
    public Task C01_on_the_other_routes(Route route, Split split) => BreaksAsync(route, split, BodyEnd.Reset, "Stream Interrupted");

    [Theory]
    [MemberData(nameof(Clients))]
    public Task C01_unstreamed(Client client) => BreaksWholeAsync(client, BodyEnd.Reset, "Connection ReceiveBody");

    [Theory]
    [MemberData(nameof(Streams))]
    public Task C02_closed_before_the_last_chunk(Client client, Split split) => BreaksAsync(client, split, BodyEnd.Cut, "Stream Interrupted");

    [Theory]
    [MemberData(nameof(Streams))]
    public Task C02_closed_in_a_chunk(Client client, Split split) => BreaksAsync(client, split, BodyEnd.CutInChunk, "Stream Interrupted");

    [Theory]
    [MemberData(nameof(Others))]
    public Task C02_on_the_other_routes(Route route, Split split) => BreaksAsync(route, split, BodyEnd.Cut, "Stream Interrupted");

    [Theory]
    [MemberData(nameof(Clients))]
    public Task C02_unstreamed(Client client) => BreaksWholeAsync(client, BodyEnd.Cut, "Connection ReceiveBody");

    // The marks of the end are no end where HTTP says that more was to come.
    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C02_closed_before_the_mark_of_the_end_and_after_all_of_the_text(Client client, Split split)
    {
        var outcome = await Bodies.ReadAsync(client.Open(), split, (client.Item("a") + client.Last()[..^2]).Utf8(), client.StreamType(), BodyEnd.Cut);

        Assert.Equal("a", outcome.Text);
        Assert.Equal("Stream Interrupted", outcome.Word);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public Task C03_shorter_than_promised(Client client, Split split) => BreaksAsync(client, split, BodyEnd.Short, "Stream Interrupted");

    [Theory]
    [MemberData(nameof(Others))]
    public Task C03_on_the_other_routes(Route route, Split split) => BreaksAsync(route, split, BodyEnd.Short, "Stream Interrupted");

    // Once the headers of a good answer are there, nothing is sent again.
    [Theory]
    [MemberData(nameof(Clients))]
    public Task C03_unstreamed(Client client) => BreaksWholeAsync(client, BodyEnd.Short, "Connection ReceiveBody");

    [Theory]
    [MemberData(nameof(Streams))]
    public Task C04_closed_without_a_length(Client client, Split split) => BreaksAsync(client, split, BodyEnd.Closed, "Stream Incomplete");

    [Theory]
    [MemberData(nameof(Others))]
    public Task C04_on_the_other_routes(Route route, Split split) => BreaksAsync(route, split, BodyEnd.Closed, "Stream Incomplete");

    [Theory]
    [MemberData(nameof(Clients))]
    public Task C04_unstreamed(Client client) => BreaksWholeAsync(client, BodyEnd.Closed, "Protocol");

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C04_closed_after_the_mark_of_the_end_is_well(Client client, Split split)
    {
        var outcome = await Bodies.ReadAsync(client.Open(), split, client.Stream("a", "b").Utf8(), client.StreamType(), BodyEnd.Closed);

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [MemberData(nameof(BadChunks))]
    public Task C05_malformed_chunk(Client client, Split split, string chunk) => BreaksAsync(client, split, BodyEnd.Malformed(chunk), "Protocol");

    [Theory]
    [MemberData(nameof(BadChunksOfOthers))]
    public Task C05_on_the_other_routes(Route route, string chunk) => BreaksAsync(route, Split.Whole, BodyEnd.Malformed(chunk), "Protocol");

    [Theory]
    [MemberData(nameof(Clients))]
    public Task C05_unstreamed(Client client) => BreaksWholeAsync(client, BodyEnd.Malformed(s_badChunks[0]), "Protocol");

    private static async Task BreaksAsync(Client client, Split split, BodyEnd ending, string word)
    {
        var body = client.Item("a") + client.Item("b") + Half(client.Item("c"));

        var outcome = await Bodies.ReadAsync(client.Open(options => options.Retry.MaxRetries = 2), split, body.Utf8(), client.StreamType(), ending, items: 2);

        Assert.Equal((word, "ab", 2), (outcome.Word, outcome.Text, outcome.Texts.Count));
        Assert.Equal((2, "ab"), (outcome.Failure.Partial?.ItemsReceived, outcome.Failure.Partial?.Content));
        Assert.Equal(("m", 1), (outcome.Failure.Model, outcome.Failure.Attempts));
        Assert.NotNull(outcome.Failure.Endpoint);
    }

    private static async Task BreaksAsync(Route route, Split split, BodyEnd ending, string word)
    {
        var outcome = await route.ReadAsync(split, route.Item("a") + route.Item("b") + Half(route.Item("c")), ending, items: 2);

        Assert.Equal((word, "ab", 2), (outcome.Word, outcome.Text, outcome.Texts.Count));
        Assert.Equal((2, route.Sum("a", "b")), (outcome.Failure.Partial?.ItemsReceived, route.Sum(outcome.Failure.Partial)));
    }

    private static async Task BreaksWholeAsync(Client client, BodyEnd ending, string word)
    {
        var whole = client.Whole("a").Utf8();
        await using var server = new ScriptedServer(connection => ending.Serve(connection, "application/json", [whole[..^3]], Task.CompletedTask));
        await using var asked = new FaultClient(client, server.Url.ToString(), options => options.Retry.MaxRetries = 2);

        var outcome = await Outcome.OfAskAsync(asked);

        Assert.Equal((word, 0), (outcome.Word, outcome.Texts.Count));
        Assert.Single(server.Requests);
    }

    private static string Half(string item) => item[..(item.Length / 2)];
}
