using System.Runtime.CompilerServices;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>H07 to H10: a stream that is left before its end. The server sees the close, and stops working.</summary>
public sealed class LeavingRows
{
    public static MatrixTheoryData<Client, bool> ClientsAndPools => FaultData.ClientsAndPools;

    public static MatrixTheoryData<Client, bool, bool> ClientsAndPoolsFloodedOrNot => new(Enum.GetValues<Client>(), [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(ClientsAndPoolsFloodedOrNot))]
    public async Task H07_break(Client client, bool foreign, bool flooded)
    {
        List<string> texts = [];
        await Held.ClosesAsync(client, foreign, Script(client, flooded), async (asked, _) =>
        {
            await foreach (var text in asked.StreamAsync())
            {
                texts.Add(text);
                break;
            }
        });

        Assert.Equal(["a"], texts);
    }

    [Theory]
    [MemberData(nameof(ClientsAndPoolsFloodedOrNot))]
    public async Task H08_an_exception_in_the_loop_body(Client client, bool foreign, bool flooded)
    {
        List<string> texts = [];
        await Held.ClosesAsync(client, foreign, Script(client, flooded), async (asked, _) =>
        {
            var own = new InvalidDataException("mine");
            Assert.Same(own, await Assert.ThrowsAsync<InvalidDataException>(async () =>
            {
                await foreach (var text in asked.StreamAsync())
                {
                    texts.Add(text);
                    throw own;
                }
            }));
        });

        Assert.Equal(["a"], texts);
    }

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public async Task H09_never_moved(Client client, bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.HoldAsync(client, "a"));
        using var http = new HttpClient();
        await using var asked = new FaultClient(client, server.Url.ToString(), null, foreign ? http : null);

        var stream = asked.StreamAsync();
        var forgotten = stream.GetAsyncEnumerator(TestClient.Ct);
        await asked.StreamAsync().GetAsyncEnumerator(TestClient.Ct).DisposeAsync();

        Assert.Empty(server.Connections);
        GC.KeepAlive(forgotten);
    }

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public Task H09_never_disposed(Client client, bool foreign) => Held.ClosesAsync(client, foreign, connection => connection.HoldAsync(client, "a"), async (asked, server) =>
    {
        await BeginAndForgetAsync(asked);
        var closed = server.Connections[0].ClientClosed;
        for (var i = 0; i < 100 && !closed.IsCompleted; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.WhenAny(closed, Task.Delay(10, TestClient.Ct));
        }
    });

    // As every iterator of C# does it refuses, and nothing is lost: what ends a read that waits is the token.
    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public Task H10_disposed_while_a_read_waits(Client client, bool foreign)
    {
        TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return Held.ClosesAsync(client, foreign, async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", client.StreamType()), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(client.Item("a"));
            await connection.WaitForAsync(tried);
            await connection.SendChunkAsync(client.Item("b"));
            await connection.HoldUntilClientClosesAsync();
        }, async (asked, _) =>
        {
            var items = asked.StreamAsync().GetAsyncEnumerator(TestClient.Ct);
            Assert.True(await items.MoveNextAsync());
            var next = items.MoveNextAsync().AsTask();

            await Assert.ThrowsAsync<NotSupportedException>(() => Task.Run(() => items.DisposeAsync().AsTask(), TestClient.Ct));

            Assert.False(next.IsCompleted);
            tried.SetResult();
            Assert.True(await Guard.Within(next));
            Assert.Equal("b", items.Current);
            await items.DisposeAsync();
        });
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task H10_bytes_disposed_while_a_read_waits(bool foreign, bool asynchronously)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "audio/wav"), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(new byte[] { 1 });
            await connection.HoldUntilClientClosesAsync();
        });
        using var pool = Held.Draining();
        using var http = new HttpClient(pool);
        var options = new OllamaSdk.OpenAI.OpenAICompatibleClientOptions { Endpoint = $"{server.Url}v1", DefaultModel = "m" };
        await using var client = foreign ? new OllamaSdk.OpenAI.OpenAICompatibleClient(http, options) : new OllamaSdk.OpenAI.OpenAICompatibleClient(options);
        var sound = await client.SpeakAsync(new() { Input = "hello", Voice = "v" }, cancellationToken: TestClient.Ct);
        Assert.Equal(1, await sound.ReadAsync(new byte[1], TestClient.Ct));
        var read = sound.ReadAsync(new byte[1], TestClient.Ct).AsTask();

        await Guard.Within(Task.Run(async () =>
        {
            if (asynchronously)
            {
                await sound.DisposeAsync();
            }
            else
            {
                sound.Dispose();
            }
        }, TestClient.Ct));

        var error = await Record.ExceptionAsync(() => Guard.Within(read));
        Assert.True(error is OperationCanceledException or ObjectDisposedException, error?.ToString());
        await Guard.Within(server.Connections[0].ClientClosed);
    }

    private static Func<ScriptedConnection, Task> Script(Client client, bool flooded) => connection => flooded ? connection.FloodAsync(client) : connection.HoldAsync(client, "a");

    // A method of its own, so that nothing of it is on the stack of whoever collects.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task BeginAndForgetAsync(FaultClient client)
    {
        var items = client.StreamAsync(token: CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await items.MoveNextAsync());
    }
}
