namespace OllamaSdk.Tests.Faults;

/// <summary>Answers with odd JSON at a chosen place, as an item of a stream and whole.</summary>
internal static class Members
{
    /// <summary>An item that is not the last, without its frame.</summary>
    /// <param name="client">In whose words.</param>
    /// <param name="content">The JSON of its text.</param>
    /// <param name="more">More members, each with a comma before it.</param>
    public static string ItemJson(this Client client, string content = "\"b\"", string more = "") => client.IsEvents()
        ? $$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":{{content}}},"finish_reason":null}]{{more}}}"""
        : $$"""{"model":"m","message":{"role":"assistant","content":{{content}}},"done":false{{more}}}""";

    /// <inheritdoc cref="ItemJson"/>
    public static string WholeJson(this Client client, string content = "\"b\"", string more = "") => client.IsEvents()
        ? $$"""{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":{{content}}},"finish_reason":"stop"}]{{more}}}"""
        : $$"""{"model":"m","message":{"role":"assistant","content":{{content}}},"done":true,"done_reason":"stop"{{more}}}""";

    /// <summary>Where <see cref="ItemJson"/> and <see cref="WholeJson"/> have their text.</summary>
    public static string ContentPath(this Client client, bool whole) =>
        !client.IsEvents() ? "$.message.content" : whole ? "$.choices[0].message.content" : "$.choices[0].delta.content";

    /// <summary>A good item, this one, and the mark of the end.</summary>
    public static byte[] Between(this Client client, byte[] item) => [.. client.Item("a").Utf8(), .. client.Frame(item), .. client.Last().Utf8()];

    /// <inheritdoc cref="Between(Client, byte[])"/>
    public static byte[] Between(this Client client, string item) => client.Between(item.Utf8());

    /// <summary>What becomes of an answer in one piece.</summary>
    public static async Task<Outcome> OfWholeAsync(Client client, byte[] body, string type = "application/json")
    {
        using var handler = new StubHandler(() => new MemoryStream(body), contentType: type);
        await using var asked = new FaultClient(client, "http://127.0.0.1:9", options => options.Handler = handler);
        var outcome = await Outcome.OfAskAsync(asked);
        Assert.Equal(1, handler.Requests);
        return outcome;
    }

    /// <inheritdoc cref="OfWholeAsync(Client, byte[], string)"/>
    public static Task<Outcome> OfWholeAsync(Client client, string body) => OfWholeAsync(client, body.Utf8());

    /// <summary>The item before was delivered, nothing else was, and it is in the exception.</summary>
    public static void AssertRefusedAfterOne(this Outcome outcome, string because = "")
    {
        Assert.Equal((because, "Protocol", "a"), (because, outcome.Word, outcome.Text));
        Assert.Equal((because, 1L, "a"), (because, outcome.Failure.Partial?.ItemsReceived ?? 0, outcome.Failure.Partial?.Content));
        Assert.Equal(1, outcome.Failure.Attempts);
    }
}
