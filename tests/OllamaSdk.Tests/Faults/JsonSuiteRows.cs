using OllamaSdk.Tests.Json;

namespace OllamaSdk.Tests.Faults;

/// <summary>
/// D10: the 318 texts of JSONTestSuite as a body, as a line, as the data of an event, and inside of these, through the typed calls of each client.
/// Raw calls are in <see cref="JsonSuiteTests"/>.
/// </summary>
public sealed class JsonSuiteRows
{
    public static MatrixTheoryData<Client, Split> Streams => new(Enum.GetValues<Client>(), [Split.Whole, Split.Bytes]);

    public static TheoryData<Client> Clients => FaultData.Clients;

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D10_inside_an_item_of_a_stream(Client client, Split split)
    {
        foreach (var (name, text) in JsonSuite.Cases.Where(one => Fits(one.Text, split)))
        {
            var outcome = await OfStreamAsync(client, split, name, Inside(client.ItemJson(more: ",\"x\":?"), text));

            switch (name[0])
            {
                case 'y':
                    Assert.Equal((name, "none", "ab"), (name, outcome.Word, outcome.Text));
                    break;
                case 'n':
                    outcome.AssertRefusedAfterOne(name);
                    break;
                default:
                    Assert.Contains((outcome.Word, outcome.Text), (IReadOnlyList<(string, string)>)[("none", "ab"), ("Protocol", "a")]);
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D10_as_an_item_of_a_stream(Client client, Split split)
    {
        foreach (var (name, text) in JsonSuite.Cases.Where(one => Fits(one.Text, split) && !JsonSuite.IsNothing(one.Name)))
        {
            var outcome = await OfStreamAsync(client, split, name, text);

            // An object that says nothing is an item without text; any other JSON is none.
            if (name[0] == 'n')
            {
                outcome.AssertRefusedAfterOne(name);
            }
            else
            {
                Assert.Contains((outcome.Word, outcome.Text), (IReadOnlyList<(string, string)>)[("none", "a"), ("Protocol", "a")]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task D10_inside_a_body(Client client)
    {
        foreach (var (name, text) in JsonSuite.Cases)
        {
            var outcome = await Members.OfWholeAsync(client, Inside(client.WholeJson(more: ",\"x\":?"), text));

            Assert.Contains((name, outcome.Word), name[0] switch { 'y' => [(name, "none")], 'n' => [(name, "Protocol")], _ => (IReadOnlyList<(string, string)>)[(name, "none"), (name, "Protocol")] });
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task D10_as_a_body(Client client)
    {
        foreach (var (name, text) in JsonSuite.Cases)
        {
            var outcome = await Members.OfWholeAsync(client, text);

            // Whatever it is, an answer to a chat it is not; a completion without choices is nevertheless one of the API.
            Assert.Contains((name, outcome.Word), name[0] == 'n' ? [(name, "Protocol")]
                : (IReadOnlyList<(string, string)>)[(name, "Protocol"), (name, client == Client.V1 ? "none" : "Stream Incomplete")]);
            Assert.Empty(outcome.Text);
        }
    }

    private static bool Fits(byte[] text, Split split) => split == Split.Whole || text.Length < 1_000;

    private static async Task<Outcome> OfStreamAsync(Client client, Split split, string name, byte[] item)
    {
        // A line end of good JSON stands between its tokens; in an event it begins another line of data.
        byte[] framed = client.IsEvents()
            ? [.. "data: "u8, .. item.SelectMany(one => one switch { (byte)'\n' => "\ndata: "u8.ToArray(), (byte)'\r' => "\rdata: "u8.ToArray(), _ => [one] }), .. "\n\n"u8]
            : [.. name[0] == 'y' ? item.Select(one => one is (byte)'\n' or (byte)'\r' ? (byte)' ' : one) : item, (byte)'\n'];
        byte[] body = [.. client.Item("a").Utf8(), .. framed, .. client.Last().Utf8()];
        using var handler = new StubHandler(() => split == Split.Whole ? new MemoryStream(body) : new PieceStream(body.Select((_, at) => (ReadOnlyMemory<byte>)body.AsMemory(at, 1))), contentType: client.StreamType());
        await using var asked = new FaultClient(client, "http://127.0.0.1:9", options => options.Handler = handler);
        var outcome = await Outcome.OfStreamAsync(asked);
        Assert.Equal(1, handler.Requests);
        return outcome;
    }

    private static byte[] Inside(string json, byte[] text)
    {
        var at = json.IndexOf('?', StringComparison.Ordinal);
        return [.. json[..at].Utf8(), .. text, .. json[(at + 1)..].Utf8()];
    }
}
