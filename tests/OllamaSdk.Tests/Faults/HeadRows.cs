using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>B: what comes in place of an answer's head.</summary>
public sealed class HeadRows
{
    public static MatrixTheoryData<Client, bool, bool> Ways => FaultCall.Ways;

    public static MatrixTheoryData<Client, bool> Forms => FaultCall.Forms;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B03_garbage_and_the_end(Client client, bool streamed, bool foreign)
    {
        var noise = string.Concat(Enumerable.Repeat("\u001b[31m\u0007\u0000\u009b0mnoise", 1000));
        foreach (var garbage in (string[])["SSH-2.0-OpenSSH_9.6\r\n\r\n", $"{noise}\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", $"HTTP/1.1 200 OK\r\n{noise}\r\n\r\n"])
        {
            await using var server = new ScriptedServer(async connection =>
            {
                await connection.SendAsync(garbage);
                connection.Close();
            });

            var error = (await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 5)).Check("Protocol", server.Url.ToString());

            Assert.DoesNotContain(error.ToString(), c => char.IsControl(c) && c is not ('\r' or '\n'));
            for (Exception? cause = error; cause is not null; cause = cause.InnerException)
            {
                Assert.InRange(cause.Message.Length, 1, 512);
            }

            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B03_garbage_that_is_no_line(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendAsync("lskdfu095y\u001b[31m");
            connection.Close();
        });

        // .NET tells it from half a head by nothing, so it counts as a connection that broke.
        var error = (await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign)).Check("Connection ReceiveHeaders", server.Url.ToString());

        Assert.DoesNotContain("lskdfu", error.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6 hello there\r\n\r\n", 2)]
    [InlineData(null, 1)]
    public async Task B03_and_B06_a_read_is_sent_once_more_after_garbage_and_not_after_a_head_that_is_too_large(string? head, int requests)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendAsync(head ?? LargeHead());
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = server.Create(options => options.Retry.MaxRetries = 5);

        var error = await Assert.ThrowsAsync<LlmProtocolException>(() => Guard.Within(client.GetVersionAsync(cancellationToken: TestClient.Ct)));

        Assert.Equal((requests, requests), (error.Attempts, server.Requests.Count));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B06_a_head_that_is_too_large(Client client, bool streamed, bool foreign)
    {
        foreach (var head in (string[])[LargeHead(), $"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X-{i}: 1\r\n"))}\r\n"])
        {
            await using var server = new ScriptedServer(async connection =>
            {
                await connection.SendAsync(head);
                await connection.HoldUntilClientClosesAsync();
            });

            var error = (await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 5)).Check("Protocol", server.Url.ToString());

            Assert.Contains("larger than the limit", error.Message, StringComparison.Ordinal);
            Assert.Single(server.Requests);
            await Guard.Within(server.Connections[0].ClientClosed);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B07_a_status_that_nobody_knows(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(client.Refusal("no"), 999));

        var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 5);

        Assert.Equal("no", Assert.IsType<LlmApiException>(outcome.Check("Api 999 ServerError", server.Url.ToString())).ServerMessage);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B07_a_line_that_is_no_status_line(Client client, bool streamed, bool foreign)
    {
        foreach (var line in (string[])["HTTP/1.1 abc Not a status\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/9 200 OK\r\n\r\n", "<html>as HTTP/0.9 did it</html>\r\n"])
        {
            await using var server = new ScriptedServer(async connection =>
            {
                await connection.SendAsync(line);
                await connection.HoldUntilClientClosesAsync();
            });

            (await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 5)).Check("Protocol", server.Url.ToString());

            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B08_a_flood_of_interim_answers_before_the_answer(Client client, bool streamed, bool foreign)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendAsync(string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n", 500)));
            await connection.AnswerAsync(client);
        });

        var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign);

        Assert.Equal(("none", "hello"), (outcome.Word, outcome.Text));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B09_a_length_and_chunks_at_once(Client client, bool streamed, bool foreign)
    {
        foreach (var length in (string[])["3", "0", "999999999999"])
        {
            // What the other length would make of it: the rest of the body, as an answer of its own.
            var hidden = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {client.Whole("hidden").Length}\r\n\r\n{client.Whole("hidden")}";
            await using var server = new ScriptedServer(async connection =>
            {
                var body = connection.IsStreamed() ? client.Stream("hello") : client.Whole("hello");
                await connection.SendAsync(
                    $"HTTP/1.1 200 OK\r\nContent-Type: {(connection.IsStreamed() ? client.StreamType() : "application/json")}\r\nContent-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n{hidden}");
            });
            using var http = new HttpClient();
            await using var asked = new FaultClient(client, server.Url.ToString(), foreign: foreign ? http : null);
            for (var i = 0; i < 2; i++)
            {
                var outcome = await FaultCall.OfAsync(asked, streamed);
                Assert.Equal(("none", "hello"), (outcome.Word, outcome.Text));
            }

            // What stands behind the last chunk is nobody's answer, and its connection is not used again.
            Assert.Equal((2, 2), (server.Requests.Count, server.Connections.Count));
        }
    }

    private static string LargeHead() => $"HTTP/1.1 200 OK\r\nX-Large: {new string('x', 128 * 1024)}\r\n\r\n";
}
