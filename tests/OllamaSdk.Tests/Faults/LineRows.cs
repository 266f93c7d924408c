using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>C: bytes to lines, and lines to items.</summary>
public sealed class LineRows
{
    private const string Mark = "\uFEFF";

    // One byte, two, three and four.
    private const string Text = "a é € 😀";

    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    public static MatrixTheoryData<Route, Split> Others => Routes.Streams;

    public static TheoryData<Client> Clients => FaultData.Clients;

    public static MatrixTheoryData<Client, Split, string> LineEnds => new(Enum.GetValues<Client>(), Enum.GetValues<Split>(), ["\n", "\r\n", "\r", "mixed"]);

    public static MatrixTheoryData<Client, Split, string> Glued => new(Enum.GetValues<Client>(), Enum.GetValues<Split>(), ["{0}{0}", "{0} {0}", "{0},", "{0},{0}", "[{0},{0}]", "[{0}]", "[]"]);

    public static MatrixTheoryData<Client, Split, string> Bad => new(Enum.GetValues<Client>(), Enum.GetValues<Split>(), ["{not json", "null", "5", "hello", "{\"a\":tru}", "\u0001"]);

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C10_characters_cut_in_pieces(Client client, Split split)
    {
        var outcome = await Outcome.OfBodyAsync(client, split, client.Item("@").Replace("@", Text, StringComparison.Ordinal) + client.Last());

        Assert.Equal(("none", Text), (outcome.Word, outcome.Text));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C10_on_the_other_routes(Route route, Split split)
    {
        var outcome = await route.ReadAsync(split, route.Item("@").Replace("@", Text, StringComparison.Ordinal) + route.Last());

        Assert.Equal(("none", Text), (outcome.Word, outcome.Texts[0]));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C11_a_byte_order_mark_first_is_dropped(Client client, Split split)
    {
        var outcome = await Outcome.OfBodyAsync(client, split, Mark + client.Stream("a", "b"));

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    // In events it makes the name of the field an unknown one, as the rules say.
    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C11_a_byte_order_mark_later(Client client, Split split)
    {
        var outcome = await Outcome.OfBodyAsync(client, split, client.Item("a") + Mark + client.Item("b") + client.Item("c") + client.Last());

        Assert.Equal(client.IsEvents() ? ("none", "ac") : ("Protocol", "a"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C11_on_the_other_routes(Route route, Split split)
    {
        var first = await route.ReadAsync(split, Mark + route.Item("a") + route.Last());
        var later = await route.ReadAsync(split, route.Item("a") + Mark + route.Item("b") + route.Last());

        Assert.Equal(("none", "a"), (first.Word, first.Texts[0]));
        Assert.Equal((route.IsEvents() ? "none" : "Protocol", "a"), (later.Word, later.Text.Replace("success", "", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task C11_unstreamed(Client client)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Mark + client.Whole("a")));
        await using var asked = new FaultClient(client, server.Url.ToString());

        Assert.Equal("a", (await Outcome.OfAskAsync(asked)).Text);
    }

    [Theory]
    [InlineData(Client.Native)]
    [InlineData(Client.V1)]
    [InlineData(Client.Llm)]
    [InlineData(Client.LlmV1)]
    public async Task C11_before_an_error(Client client)
    {
        foreach (var status in (int[])[200, 400])
        {
            await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Mark + """{"error":"boom"}""", status));
            await using var asked = new FaultClient(client, server.Url.ToString());

            var outcome = await Outcome.OfAskAsync(asked);

            Assert.Equal((status, "boom"), (Assert.IsType<LlmApiException>(outcome.Error, exactMatch: false).Status, ((LlmApiException)outcome.Error).ServerMessage));
        }
    }

    // Such a call reads nothing else of its answer.
    [Fact]
    public async Task C11_before_an_error_where_no_answer_is_due()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Mark + """{"error":"boom"}"""));
        await using var client = server.Create();

        Assert.Equal("boom", (await Assert.ThrowsAsync<LlmApiException>(() => client.CopyModelAsync("m", "n", cancellationToken: TestClient.Ct))).ServerMessage);
    }

    // A lone CR ends no line of JSON: two items are then in one.
    [Theory]
    [MemberData(nameof(LineEnds))]
    public async Task C12_line_ends(Client client, Split split, string end)
    {
        var body = end == "mixed"
            ? Ended(client.Item("a"), "\r\n") + Ended(client.Item("b"), client.IsEvents() ? "\r" : "\n") + client.Item("c") + Ended(client.Last(), "\r\n")
            : Ended(client.Stream("a", "b", "c"), end);

        var outcome = await Outcome.OfBodyAsync(client, split, body);

        Assert.Equal(end == "\r" && !client.IsEvents() ? ("Protocol", "") : ("none", "abc"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [InlineData(Client.V1)]
    [InlineData(Client.LlmV1)]
    public async Task C12_an_event_that_CR_ends_is_there_before_the_next_byte(Client client)
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body, contentType: client.StreamType());
        body.Send(Ended(client.Item("a"), "\r"));
        await using var items = client.Open()("http://127.0.0.1:9", handler).GetAsyncEnumerator(TestClient.Ct);

        Assert.True(await Guard.Within(items.MoveNextAsync().AsTask()));

        Assert.Equal("a", items.Current);
        body.Send("\n" + client.Last());
        body.End();
        Assert.True(await Guard.Within(items.MoveNextAsync().AsTask()));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C13_blank_lines(Client client, Split split)
    {
        const string Blanks = "\n\r\n \t\n  \r\n\n";
        var outcome = await Outcome.OfBodyAsync(client, split, Blanks + client.Item("a") + Blanks + client.Item("b") + Blanks + client.Last() + Blanks);

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C13_on_the_other_routes(Route route, Split split)
    {
        const string Blanks = "\n\r\n \t\n";
        var outcome = await route.ReadAsync(split, Blanks + route.Item("a") + Blanks + route.Last() + Blanks);

        Assert.Equal(("none", "a"), (outcome.Word, outcome.Texts[0]));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task C14_no_line_end_at_the_end(Client client, Split split)
    {
        var outcome = await Outcome.OfBodyAsync(client, split, client.Stream("a", "b").TrimEnd('\n'));

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C14_on_the_other_routes(Route route, Split split)
    {
        var outcome = await route.ReadAsync(split, route.Item("a") + route.Last().TrimEnd('\n'));

        Assert.Equal(("none", "a"), (outcome.Word, outcome.Texts[0]));
    }

    [Theory]
    [MemberData(nameof(Glued))]
    public async Task C17_more_than_one_object_on_a_line(Client client, Split split, string form)
    {
        var line = client.Frame(form.Replace("{0}", Payload(client.Item("b")), StringComparison.Ordinal));
        foreach (var body in (string[])[client.Item("a") + line + client.Last(), client.Item("a") + line.TrimEnd('\n')])
        {
            var outcome = await Outcome.OfBodyAsync(client, split, body, configure: options => options.Retry.MaxRetries = 2);

            // Without its end the last event is none, whatever is in it.
            var word = client.IsEvents() && !body.EndsWith('\n') ? "Stream Incomplete" : "Protocol";
            Assert.Equal((word, "a"), (outcome.Word, outcome.Text));
            Assert.Equal((1, "a"), (outcome.Failure.Partial?.ItemsReceived, outcome.Failure.Partial?.Content));
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C17_on_the_other_routes(Route route, Split split)
    {
        var item = Payload(route.Item("b"));
        foreach (var line in (string[])[item + item, $"{item},", $"[{item}]"])
        {
            var outcome = await route.ReadAsync(split, route.Item("a") + route.Frame(line) + route.Last());

            Assert.Equal(("Protocol", "a"), (outcome.Word, outcome.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task C18_a_bad_line_after_good_ones(Client client, Split split, string line)
    {
        var outcome = await Outcome.OfBodyAsync(
            client, split, client.Item("a") + client.Item("b") + client.Frame(line) + client.Item("c") + client.Last(), configure: options => options.Retry.MaxRetries = 2);

        Assert.Equal(("Protocol", "ab", 2), (outcome.Word, outcome.Text, outcome.Texts.Count));
        Assert.Equal((2, "ab"), (outcome.Failure.Partial?.ItemsReceived, outcome.Failure.Partial?.Content));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task C18_on_the_other_routes(Route route, Split split)
    {
        var outcome = await route.ReadAsync(split, route.Item("a") + route.Item("b") + route.Frame("{not json") + route.Last());

        Assert.Equal(("Protocol", "ab"), (outcome.Word, outcome.Text));
        Assert.Equal(route.Sum("a", "b"), route.Sum(outcome.Failure.Partial));
    }

    private static string Ended(string text, string end) => text.Replace("\n", end, StringComparison.Ordinal);

    private static string Payload(string item) => item[item.IndexOf('{', StringComparison.Ordinal)..].TrimEnd('\n');
}
