using System.IO.Compression;
using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>F: a 200 that is no answer.</summary>
public sealed class OtherAnswerRows
{
    public static MatrixTheoryData<Client, bool, bool> Ways => FaultCall.Ways;

    public static MatrixTheoryData<Client, bool> Forms => FaultCall.Forms;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F01_nothing_where_a_body_is_due(Client client, bool streamed, bool foreign)
    {
        foreach (var (status, head, rest) in ((int, (string, string)[], string)[])[
            (204, [], ""), (205, [("Content-Length", "0")], ""), (200, [("Content-Length", "0")], ""), (200, [("Transfer-Encoding", "chunked")], "0\r\n\r\n"), (200, [("Content-Length", "3")], " \r\n")])
        {
            await using var server = new ScriptedServer(async connection =>
            {
                await connection.SendHeadAsync(status, head);
                await connection.SendAsync(rest);
            });

            var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 2);

            // A stream without an item is one that did not come to its end.
            var error = outcome.Check(streamed ? "Stream Incomplete" : "Protocol", server.Url.ToString());
            Assert.Contains("empty", error.Message, StringComparison.Ordinal);
            Assert.Equal(streamed ? 0 : null, error.Partial?.ItemsReceived);
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F22_a_web_page(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(200, "text/html; charset=utf-8", "<html><body>Sign in to the network</body></html>"));

        var error = (await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 2)).Check("Protocol", server.Url.ToString());

        Assert.Contains("text/html", error.Message, StringComparison.Ordinal);
        Assert.Contains("Sign in to the network", Assert.IsType<LlmProtocolException>(error).Excerpt, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F23_an_error_that_says_200(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(client.Refusal("it broke")));

        var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 2);

        var error = outcome.Check(streamed ? "Stream ServerError" : "Api 200 ServerError", server.Url.ToString());
        Assert.Equal("it broke", Assert.IsType<LlmApiException>(streamed ? error.InnerException : error).ServerMessage);
        Assert.Empty(outcome.Texts);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F24_a_compressed_answer_that_nobody_asked_for(Client client, bool streamed, bool foreign)
    {
        foreach (var text in (string[])[streamed ? client.Stream("hello") : client.Whole("hello"), new string(' ', 2_000_000)])
        {
            await using var server = new ScriptedServer(connection => SendAsync(connection, client, text));

            var error = (await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 2)).Check("Protocol", server.Url.ToString());

            Assert.Contains("Content-Encoding gzip", error.Message, StringComparison.Ordinal);
            Assert.Null(Assert.Single(server.Requests).Header("Accept-Encoding"));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F24_what_the_caller_s_client_unpacks_has_the_same_limits(Client client, bool streamed)
    {
        foreach (var (text, word) in ((string, string)[])[(streamed ? client.Stream("hello") : client.Whole("hello"), "none"), (new string('x', 5_000_000), "Stream LimitExceeded")])
        {
            await using var server = new ScriptedServer(connection => SendAsync(connection, client, text));

            var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign: true,
                options => (options.MaxLineBytes, options.MaxAnswerBytes) = (64 * 1024, 64 * 1024), new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip });

            Assert.Equal((word, word == "none" ? "hello" : ""), (outcome.Word, outcome.Text));
            Assert.Single(server.Requests);
        }
    }

    private static async Task SendAsync(ScriptedConnection connection, Client client, string text)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(text.Utf8());
        }

        await connection.SendHeadAsync(200, ("Content-Type", connection.IsStreamed() ? client.StreamType() : "application/json"), ("Content-Encoding", "gzip"), ("Content-Length", $"{packed.Length}"));
        await connection.SendAsync(packed.ToArray());
    }
}
