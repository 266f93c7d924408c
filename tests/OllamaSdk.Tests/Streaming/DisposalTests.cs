using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>What happens to calls and streams when their client, or their enumerator, goes.</summary>
public sealed class DisposalTests
{
    [Fact]
    public async Task H11_disposing_the_client_ends_a_waiting_stream()
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginStreamAsync(TestClient.Chunk);
            await connection.HoldUntilClientClosesAsync();
        });
        var client = server.Create();
        await using var items = client.Stream().GetAsyncEnumerator(TestClient.Ct);
        Assert.True(await items.MoveNextAsync());

        var next = items.MoveNextAsync().AsTask();
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Guard.Within(next));
        await Guard.Within(server.Connections[0].ClientClosed);
    }

    [Fact]
    public async Task H11_disposing_the_client_ends_a_call_that_waits_for_headers()
    {
        await using var server = new ScriptedServer(connection => connection.HoldUntilClientClosesAsync());
        var client = server.Create();

        var call = client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        await server.WaitForRequestAsync();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Guard.Within(call));
        await Guard.Within(server.Connections[0].ClientClosed);
    }

    [Fact]
    public async Task H13_a_disposed_client_refuses_calls_and_can_be_disposed_again()
    {
        using var handler = new StubHandler(TestClient.Version);
        var client = handler.Create();

        client.Dispose();
        client.Dispose();
        await client.DisposeAsync();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetVersionAsync(cancellationToken: TestClient.Ct));
        Assert.Equal("The client was disposed before the call.", error.Message);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Stream().ToListAsync());
        Assert.Equal(0, handler.Requests);
    }

    [Fact]
    public async Task What_the_caller_passed_in_is_never_disposed()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        using var pool = new SocketsHttpHandler();
        using var http = new HttpClient(pool, disposeHandler: false);

        server.Create(options => options.Handler = pool).Dispose();
        new OllamaClient(http, new OllamaClientOptions { Endpoint = server.Url.ToString() }).Dispose();

        Assert.Equal(TestClient.Version, await http.GetStringAsync(server.Url, TestClient.Ct));
    }

    [Fact]
    public async Task H12_a_stream_is_enumerated_once()
    {
        using var handler = new StubHandler($"{TestClient.Last}\n");
        await using var client = handler.Create();
        var stream = client.Stream();

        Assert.Single(await stream.ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ToListAsync());

        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task H09_a_stream_that_is_never_enumerated_sends_nothing()
    {
        using var handler = new StubHandler($"{TestClient.Last}\n");
        await using var client = handler.Create();

        var stream = client.Stream();
        await stream.GetAsyncEnumerator(TestClient.Ct).DisposeAsync();

        Assert.Equal(0, handler.Requests);
    }

    [Fact]
    public async Task H13_an_enumerator_can_be_disposed_twice_and_after_its_end()
    {
        using var handler = new StubHandler($"{TestClient.Last}\n");
        await using var client = handler.Create();
        var items = client.Stream().GetAsyncEnumerator(TestClient.Ct);

        Assert.True(await items.MoveNextAsync());
        Assert.False(await items.MoveNextAsync());
        await items.DisposeAsync();
        await items.DisposeAsync();

        Assert.False(await items.MoveNextAsync());
    }
}
