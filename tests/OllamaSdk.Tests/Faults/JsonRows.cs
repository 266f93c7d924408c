using OllamaSdk.Json;

namespace OllamaSdk.Tests.Faults;

/// <summary>D01 to D06: JSON that is none, or that .NET reads in its own way.</summary>
public sealed class JsonRows
{
    // One level is that of the answer.
    private static readonly int s_deepest = JsonDepth.Read - 1;

    private static readonly string[] s_noNumbers = ["NaN", "Infinity", "-Infinity", "01", "-01", "+1", ".5", "1.", "0x1", "1e"];

    private static readonly byte[][] s_noText = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0x80]];

    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    public static TheoryData<Client> Clients => FaultData.Clients;

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D01_deep_nesting(Client client, Split split)
    {
        // Each place of a long text would be read as often as it has places.
        int[] depths = split switch { Split.Each => [s_deepest + 1], Split.Bytes => [s_deepest + 1, 1_000], _ => [s_deepest + 1, 1_000, 100_000] };
        foreach (var depth in depths)
        {
            foreach (var item in (string[])[Deep(depth, '[', ']'), string.Concat(Enumerable.Repeat("{\"a\":", depth)), new('[', depth)])
            {
                var outcome = await Outcome.OfBodyAsync(client, split, client.Between(client.ItemJson(more: $",\"x\":{item}")));

                outcome.AssertRefusedAfterOne($"{depth} deep");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task D01_deep_nesting_of_a_whole_answer(Client client)
    {
        foreach (var depth in (int[])[s_deepest + 1, 1_000, 100_000])
        {
            Assert.Equal("Protocol", (await Members.OfWholeAsync(client, client.WholeJson(more: $",\"x\":{Deep(depth, '[', ']')}"))).Word);
            Assert.Equal("Protocol", (await Members.OfWholeAsync(client, new string('[', depth))).Word);
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task D01_nesting_up_to_the_limit_is_read(Client client)
    {
        var more = $",\"x\":{Deep(s_deepest, '[', ']')}";

        var streamed = await Outcome.OfBodyAsync(client, Split.Whole, client.Between(client.ItemJson(more: more)));

        Assert.Equal(("none", "ab"), (streamed.Word, streamed.Text));
        Assert.Equal("b", (await Members.OfWholeAsync(client, client.WholeJson(more: more))).Text);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D02_a_name_told_twice(Client client, Split split)
    {
        var item = client.ItemJson("\"first\",\"content\":\"b\"", ""","x":1,"x":{"a":1,"a":2},"model":"m","model":"n" """);

        var outcome = await Outcome.OfBodyAsync(client, split, client.Between(item));

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task D02_a_name_told_twice_in_a_whole_answer(Client client) => Assert.Equal(
        "b", (await Members.OfWholeAsync(client, client.WholeJson("\"first\",\"content\":\"b\"", ",\"x\":1,\"x\":{\"a\":1,\"a\":2}"))).Text);

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D03_what_is_no_number(Client client, Split split)
    {
        foreach (var number in split == Split.Each ? ["NaN", "01"] : s_noNumbers)
        {
            foreach (var item in (string[])[client.ItemJson(more: $",\"x\":{number}"), client.ItemJson(number)])
            {
                (await Outcome.OfBodyAsync(client, split, client.Between(item))).AssertRefusedAfterOne(item);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task D03_what_is_no_number_in_a_whole_answer(Client client)
    {
        foreach (var number in s_noNumbers)
        {
            Assert.Equal("Protocol", (await Members.OfWholeAsync(client, client.WholeJson(more: $",\"x\":{number}"))).Word);
            Assert.Equal("Protocol", (await Members.OfWholeAsync(client, client.WholeJson(number))).Word);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D05_bytes_that_are_no_UTF8(Client client, Split split)
    {
        foreach (var bytes in split == Split.Each ? s_noText[..2] : s_noText)
        {
            foreach (var item in (byte[][])[Put(client.ItemJson("\"?\""), bytes), Put(client.ItemJson(more: ",\"x\":\"?\""), bytes), Put(client.ItemJson(more: ",\"?\":1"), bytes)])
            {
                (await Outcome.OfBodyAsync(client, split, client.Between(item))).AssertRefusedAfterOne(Convert.ToHexString(bytes));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task D05_bytes_that_are_no_UTF8_in_a_whole_answer(Client client)
    {
        foreach (var bytes in s_noText)
        {
            Assert.Equal("Protocol", (await Members.OfWholeAsync(client, Put(client.WholeJson("\"?\""), bytes))).Word);
            Assert.Equal("Protocol", (await Members.OfWholeAsync(client, Put(client.WholeJson(more: ",\"x\":\"?\""), bytes))).Word);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D06_half_a_surrogate_pair(Client client, Split split)
    {
        foreach (var half in split == Split.Each ? [@"\ud800"] : (string[])["\\ud800", "\\udc00x", "\\ud83d\\ud83d"])
        {
            foreach (var item in (string[])[client.ItemJson($"\"{half}\""), client.ItemJson(more: $",\"{half}\":1")])
            {
                (await Outcome.OfBodyAsync(client, split, client.Between(item))).AssertRefusedAfterOne(item);
            }

            // What nobody reads stays as it came.
            var raw = await Outcome.OfBodyAsync(client, split, client.Between(client.ItemJson(more: $",\"x\":\"{half}\"")));
            Assert.Equal(("none", "ab"), (raw.Word, raw.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task D06_half_a_surrogate_pair_in_a_whole_answer(Client client)
    {
        Assert.Equal("Protocol", (await Members.OfWholeAsync(client, client.WholeJson("\"\\ud800\""))).Word);
        Assert.Equal("Protocol", (await Members.OfWholeAsync(client, client.WholeJson(more: ",\"\\ud800\":1"))).Word);
        Assert.Equal("b", (await Members.OfWholeAsync(client, client.WholeJson(more: ",\"x\":\"\\ud800\""))).Text);
    }

    private static string Deep(int depth, char open, char close) => new string(open, depth) + new string(close, depth);

    private static byte[] Put(string json, byte[] bytes)
    {
        var at = json.IndexOf('?', StringComparison.Ordinal);
        return [.. json[..at].Utf8(), .. bytes, .. json[(at + 1)..].Utf8()];
    }
}
