using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>A stream that does not end by itself, and a client that leaves it: the server must see the connection close while the client lives on.</summary>
internal static class Held
{
    /// <summary>Sends these texts in one chunk, and nothing more until the client has gone.</summary>
    public static async Task HoldAsync(this ScriptedConnection connection, Client client, params string[] texts)
    {
        await connection.SendHeadAsync(200, ("Content-Type", client.StreamType()), ("Transfer-Encoding", "chunked"));
        await connection.SendChunkAsync(string.Concat(texts.Select(text => client.Item(text))));
        await connection.HoldUntilClientClosesAsync();
    }

    /// <summary>Sends the same text without end.</summary>
    public static async Task FloodAsync(this ScriptedConnection connection, Client client)
    {
        await connection.SendHeadAsync(200, ("Content-Type", client.StreamType()), ("Transfer-Encoding", "chunked"));
        var item = client.Item("a").Utf8();
        while (true)
        {
            await connection.SendChunkAsync(item);
        }
    }

    /// <summary>
    /// Makes one request, leaves it, and waits for the server's notice. The foreign client drains for ever, so that only the SDK's own breaking off can
    /// close the connection.
    /// </summary>
    public static async Task ClosesAsync(
        Client client, bool foreign, Func<ScriptedConnection, Task> script, Func<FaultClient, ScriptedServer, Task> leave, Action<LlmConnectionOptions>? configure = null)
    {
        await using var server = new ScriptedServer(script);
        using var pool = Draining();
        using var http = new HttpClient(pool);
        await using var asked = new FaultClient(client, server.Url.ToString(), configure, foreign ? http : null);

        await Guard.Within(leave(asked, server), "leaving");

        Assert.Single(server.Requests);
        // The clients are disposed after this only: their end would close the connection too.
        await Guard.Within(server.Connections[0].ClientClosed, "the server's notice that the client closed");
    }

    /// <summary>What a program may have made: .NET's own way to leave an answer takes as long as it likes.</summary>
    public static SocketsHttpHandler Draining() => new() { ResponseDrainTimeout = Timeout.InfiniteTimeSpan, MaxResponseDrainSize = int.MaxValue };

    public static async Task AssertCancelledAsync(this CancellationTokenSource source, Task call)
    {
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(call));
        Assert.Equal(source.Token, error.CancellationToken);
    }

    public static async Task AssertCancelledAsync(this CancellationTokenSource source, ValueTask<bool> call) => await source.AssertCancelledAsync(call.AsTask());
}
