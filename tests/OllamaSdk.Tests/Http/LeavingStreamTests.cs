using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>
/// However a stream is left, wherever it came from, and whether or not there is a token: the server sees the connection close while the client
/// lives on. The foreign client drains for ever, so that only the SDK's own breaking off can close it.
/// </summary>
public sealed class LeavingStreamTests
{
    public static MatrixTheoryData<StreamOf, bool> Streams => new(Enum.GetValues<StreamOf>(), [false, true]);

    public static MatrixTheoryData<StreamOf, bool, bool> StreamsAndPlaces => new(Enum.GetValues<StreamOf>(), [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(StreamsAndPlaces))]
    public Task H07_break(StreamOf origin, bool foreign, bool hasToken) => ClosesAsync(foreign, async (clients, source) =>
    {
        await foreach (var _ in clients.Stream(origin, null, hasToken ? source.Token : CancellationToken.None))
        {
            break;
        }
    });

    [Theory]
    [MemberData(nameof(Streams))]
    public Task H08_exception_in_the_loop_body(StreamOf origin, bool foreign) => ClosesAsync(foreign, async (clients, _) =>
    {
        var own = new InvalidDataException("mine");
        Assert.Same(own, await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in clients.Stream(origin))
            {
                throw own;
            }
        }));
    });

    [Theory]
    [MemberData(nameof(StreamsAndPlaces))]
    public Task H04_cancel_in_the_loop_body(StreamOf origin, bool foreign, bool byEnumeration) => ClosesAsync(foreign, async (clients, source) =>
    {
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Open(clients, origin, source.Token, byEnumeration))
            {
                await source.CancelAsync();
            }
        });
        Assert.Equal(source.Token, error.CancellationToken);
    });

    [Theory]
    [MemberData(nameof(StreamsAndPlaces))]
    public Task H03_cancel_while_a_read_waits(StreamOf origin, bool foreign, bool byEnumeration) => ClosesAsync(foreign, async (clients, source) =>
    {
        await using var items = Open(clients, origin, source.Token, byEnumeration).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync();
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.Equal(source.Token, error.CancellationToken);
    });

    [Theory]
    [MemberData(nameof(StreamsAndPlaces))]
    public Task H03_cancel_where_both_the_call_and_the_enumeration_have_a_token(StreamOf origin, bool foreign, bool byEnumeration) => ClosesAsync(foreign, async (clients, source) =>
    {
        using var other = new CancellationTokenSource();
        var (ofCall, ofEnumeration) = byEnumeration ? (other.Token, source.Token) : (source.Token, other.Token);
        await using var items = clients.Stream(origin, null, ofCall).WithCancellation(ofEnumeration).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync();
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.Equal(source.Token, error.CancellationToken);
    });

    [Theory]
    [MemberData(nameof(Streams))]
    public Task The_enumerator_disposed_between_two_items(StreamOf origin, bool foreign) => ClosesAsync(foreign, async (clients, _) =>
    {
        var items = clients.Stream(origin).GetAsyncEnumerator(TestClient.Ct);
        Assert.True(await items.MoveNextAsync());
        await items.DisposeAsync();
        Assert.False(await items.MoveNextAsync());
    });

    [Theory]
    [InlineData(StreamOf.Client)]
    [InlineData(StreamOf.Interface)]
    [InlineData(StreamOf.V1Client)]
    [InlineData(StreamOf.V1Interface)]
    public async Task H01_a_token_that_was_cancelled_before_sends_nothing(StreamOf origin)
    {
        await using var server = new ScriptedServer(connection => connection.BeginAnswerAsync());
        await using var clients = new BothClients(server.Url.ToString());
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        foreach (var byEnumeration in (bool[])[false, true])
        {
            var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var _ in Open(clients, origin, source.Token, byEnumeration))
                {
                }
            });
            Assert.Equal(source.Token, error.CancellationToken);
        }

        Assert.Empty(server.Connections);
    }

    private static System.Runtime.CompilerServices.ConfiguredCancelableAsyncEnumerable<object> Open(
        BothClients clients, StreamOf origin, CancellationToken token, bool byEnumeration) => byEnumeration
        ? clients.Stream(origin).WithCancellation(token)
        : clients.Stream(origin, null, token).WithCancellation(CancellationToken.None);

    private static async Task ClosesAsync(bool foreign, Func<BothClients, CancellationTokenSource, Task> leave)
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginAnswerAsync();
            await connection.HoldUntilClientClosesAsync();
        });
        using var pool = new SocketsHttpHandler { ResponseDrainTimeout = Timeout.InfiniteTimeSpan, MaxResponseDrainSize = int.MaxValue };
        using var http = new HttpClient(pool);
        await using var clients = new BothClients(server.Url.ToString(), null, foreign ? http : null);
        using var source = new CancellationTokenSource();

        await Guard.Within(leave(clients, source), "leaving the stream");

        // The clients, and the source, are disposed after this only: their end would close the connection too.
        await Guard.Within(server.Connections[0].ClientClosed, "the server's notice that the client closed");
    }
}
