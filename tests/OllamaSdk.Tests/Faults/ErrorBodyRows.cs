using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>F: refusals whose bodies are odd, large, slow or without an end. The status is what counts.</summary>
public sealed class ErrorBodyRows
{
    public static MatrixTheoryData<Client, bool, bool> Ways => FaultCall.Ways;

    public static MatrixTheoryData<Client, bool> Forms => FaultCall.Forms;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F19_a_body_of_ten_megabytes_or_without_an_end(Client client, bool streamed, bool foreign)
    {
        foreach (var length in (long[])[10 * 1024 * 1024, long.MaxValue])
        {
            var piece = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
            await using var server = new ScriptedServer(async connection =>
            {
                await connection.SendHeadAsync(400, ("Content-Type", "text/plain"), ("Transfer-Encoding", "chunked"));
                for (long sent = 0; sent < length; sent += piece.Length)
                {
                    await connection.SendChunkAsync(piece);
                }

                await connection.EndChunksAsync();
            });

            var error = await RefusedAsync(client, streamed, foreign, server, 400, "BadRequest");

            Assert.InRange(error.Excerpt.Length, 4000, 4097);
            Assert.InRange(error.ServerMessage.Length, 4000, 4097);
            // Not read to its end: the connection is closed before.
            await Guard.Within(server.Connections[0].ClientClosed);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F19_a_body_that_is_no_JSON(Client client, bool streamed, bool foreign)
    {
        foreach (var (body, words) in ((byte[], string?)[])[([], ""), ("<html><title>No</title></html>"u8.ToArray(), "web page 'No'"), ([0xFF, 0xFE, 0, 0x1B, (byte)'A'], null), ("{\"error\":"u8.ToArray(), "{\"error\":")])
        {
            await using var server = new ScriptedServer(async connection =>
            {
                await connection.SendHeadAsync(500, ("Content-Type", "application/json"), ("Content-Length", $"{body.Length}"));
                await connection.SendAsync(body);
            });

            var error = await RefusedAsync(client, streamed, foreign, server, 500, "ServerError");

            Assert.Equal(words ?? error.ServerMessage, error.ServerMessage);
            Assert.DoesNotContain(error.ToString(), c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F19_a_body_that_breaks_off(Client client, bool streamed, bool foreign)
    {
        foreach (var reset in (bool[])[false, true])
        {
            await using var server = new ScriptedServer(async connection =>
            {
                await connection.SendHeadAsync(400, ("Content-Length", "1000"));
                (reset ? (Action)connection.Reset : connection.Close)();
            });
            var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = reset ? 0 : 2);

            // A reset may take the head with it, which was on its way.
            Assert.Contains(outcome.Word, (string[])(reset ? ["Api 400 BadRequest", "Connection ReceiveHeaders"] : ["Api 400 BadRequest"]));
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F20_a_body_that_does_not_come(Client client, bool streamed, bool foreign)
    {
        var limit = TimeSpan.FromSeconds(5);
        var clock = new FakeClock();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(400, ("Content-Type", "application/json"), ("Content-Length", "1000"));
            await connection.HoldUntilClientClosesAsync();
        });
        using var http = new HttpClient();
        await using var asked = new FaultClient(client, server.Url.ToString(), options => options.TimeProvider = clock, foreign ? http : null);

        var call = FaultCall.OfAsync(asked, streamed);
        await clock.WaitForTimerAsync(limit);
        clock.Advance(limit - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        var error = Assert.IsType<LlmApiException>((await Guard.Within(call)).Check("Api 400 BadRequest", server.Url.ToString()));
        Assert.Equal(("", ""), (error.ServerMessage, error.Excerpt));
        await Guard.Within(server.Connections[0].ClientClosed);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F20_what_is_tried_again_is_tried_again_without_the_words(Client client, bool streamed)
    {
        var limit = TimeSpan.FromSeconds(5);
        var clock = new FakeClock();
        await using var server = new ScriptedServer(
            async connection =>
            {
                await connection.SendHeadAsync(503, ("Content-Length", "1000"));
                await connection.HoldUntilClientClosesAsync();
            },
            connection => connection.AnswerAsync(client));
        await using var asked = new FaultClient(client, server.Url.ToString(), options => (options.TimeProvider, options.Retry.MaxRetries, options.Retry.BaseDelay) = (clock, 1, TimeSpan.Zero));

        var call = FaultCall.OfAsync(asked, streamed);
        await clock.WaitForTimerAsync(limit);
        clock.Advance(limit);

        Assert.Equal("hello", (await Guard.Within(call)).Text);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F21_a_character_set_that_nobody_knows(Client client, bool streamed, bool foreign)
    {
        foreach (var type in (string[])["application/json; charset=bogus-8", "text/plain; charset=utf-16", "not a media type at all;;;="])
        {
            await using var server = new ScriptedServer(connection => connection.RespondAsync(400, type, client.Refusal("grüße")));

            Assert.Equal("grüße", (await RefusedAsync(client, streamed, foreign, server, 400, "BadRequest")).ServerMessage.Replace("\\u00FC", "ü", StringComparison.Ordinal));
        }
    }

    private static async Task<LlmApiException> RefusedAsync(Client client, bool streamed, bool foreign, ScriptedServer server, int status, string kind)
    {
        var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 2);

        Assert.Single(server.Requests);
        return Assert.IsType<LlmApiException>(outcome.Check($"Api {status} {kind}", server.Url.ToString()));
    }
}
