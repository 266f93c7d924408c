using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>Calls of routes that no interface describes: their bytes, and what ends them.</summary>
public sealed class RawCallEndTests
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(7);

    [Theory]
    [InlineData("/api/a%3Ab?c=%3A", "/api/a%3Ab?c=%3A")]
    [InlineData("/api/a:b", "/api/a:b")]
    [InlineData("/api/{a}%3Ab", "/api/%7Ba%7D%3Ab")]
    public async Task A_path_is_sent_as_it_was_given(string path, string expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var clients = new BothClients(server.Url.ToString());

        await clients.Native.SendAsync(HttpMethod.Get, path, cancellationToken: TestClient.Ct);

        Assert.Equal(expected, Assert.Single(server.Requests).Path);
    }

    [Theory]
    [InlineData("GET", null, "Content-Length: 0")]
    [InlineData("POST", null, "Content-Length: 0")]
    [InlineData("POST", "[1]", "Content-Length: 3, Content-Type: application/json")]
    [InlineData("DELETE", "{}", "Content-Length: 2, Content-Type: application/json")]
    public async Task Headers(string method, string? body, string expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var clients = new BothClients(server.Url.ToString());

        await clients.Native.SendAsync(new HttpMethod(method), "/api/x", body is null ? null : V1.Json(body), cancellationToken: TestClient.Ct);

        var headers = Assert.Single(server.Requests).Headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(expected, string.Join(", ", headers.Where(header => header.StartsWith("Content-", StringComparison.Ordinal))));
        Assert.Equal(["Accept", "Host", "User-Agent"], headers.Select(header => header.Split(':')[0]).Where(name => !name.StartsWith("Content-", StringComparison.Ordinal)));
        Assert.Equal(body ?? "", server.Requests[0].Text);
    }

    [Theory]
    [InlineData(204, "Server", "x")]
    [InlineData(200, "Content-Length", "0")]
    [InlineData(200, "Transfer-Encoding", "chunked")]
    public async Task No_body_is_an_answer(int status, string header, string value)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(status, (header, value));
            await (value == "chunked" ? connection.EndChunksAsync() : Task.CompletedTask);
        });
        await using var clients = new BothClients(server.Url.ToString());

        Assert.Equal(JsonValueKind.Undefined, (await Guard.Within(clients.Native.SendAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct))).ValueKind);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_stream_that_is_cancelled_closes(bool ofEvents, bool byEnumeration)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginAnswerAsync();
            await connection.HoldUntilClientClosesAsync();
        });
        await using var clients = new BothClients(server.Url.ToString());
        using var source = new CancellationTokenSource();
        var (ofCall, ofEnumeration) = byEnumeration ? (CancellationToken.None, source.Token) : (source.Token, CancellationToken.None);
        var stream = ofEvents
            ? clients.V1.SendStreamAsync(HttpMethod.Post, "/x", null, null, ofCall)
            : clients.Native.SendStreamAsync(HttpMethod.Post, "/api/x", null, null, ofCall);
        await using var items = stream.GetAsyncEnumerator(ofEnumeration);
        Assert.True(await Guard.Within(items.MoveNextAsync().AsTask()));
        var next = items.MoveNextAsync().AsTask();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(next));
        await Guard.Within(server.Connections[0].ClientClosed);
    }

    [Theory]
    [InlineData("idle")]
    [InlineData("total")]
    [InlineData("token")]
    [InlineData("dispose")]
    public async Task A_call_that_is_ended_in_its_body_closes(string how)
    {
        var clock = new FakeClock();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Transfer-Encoding", "chunked"));
            await connection.HoldUntilClientClosesAsync();
        });
        await using var clients = new BothClients(server.Url.ToString(), options => (options.TimeProvider, options.Timeouts.Idle) = (clock, s_idle));
        using var source = new CancellationTokenSource();
        var settings = new CallOptions { TotalTimeout = how == "total" ? s_idle / 2 : s_idle * 2 };

        var call = clients.Native.SendAsync(HttpMethod.Get, "/api/x", null, settings, source.Token);
        await clock.WaitForTimerAsync(s_idle);
        switch (how)
        {
            case "token":
                await source.CancelAsync();
                break;
            case "dispose":
                clients.Dispose();
                break;
            default:
                clock.Advance(how == "total" ? s_idle / 2 : s_idle);
                break;
        }

        var error = await Record.ExceptionAsync(() => Guard.Within(call));

        Assert.Equal(how switch
        {
            "idle" => "Timeout Idle",
            "total" => "Timeout Total",
            "token" => "Cancelled",
            _ => typeof(ObjectDisposedException).FullName,
        }, FaultRow.Word(error));
        Assert.True(error is not OperationCanceledException cancelled || cancelled.CancellationToken == source.Token);
        await Guard.Within(server.Connections[0].ClientClosed);
    }
}
