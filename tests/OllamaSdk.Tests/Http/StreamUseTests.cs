using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>A stream is one request and is read as it comes, wherever it was got from.</summary>
public sealed class StreamUseTests
{
    public static TheoryData<StreamOf> Streams => [.. Enum.GetValues<StreamOf>()];

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Each_item_is_there_before_the_server_sends_the_next(StreamOf origin)
    {
        SemaphoreSlim taken = new(0);
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginAnswerAsync();
            for (var i = 0; i < 3; i++)
            {
                Assert.True(await taken.WaitAsync(Guard.Limit, CancellationToken.None));
                await connection.SendChunkAsync(connection.Piece());
            }

            await connection.SendChunkAsync(connection.Request.Path.Contains("/v1/", StringComparison.Ordinal) ? V1.Events(V1.Finish, V1.Done) : TestClient.Last + "\n");
            await connection.EndChunksAsync();
        });
        await using var clients = new BothClients(server.Url.ToString());
        var items = 0;

        await Guard.Within(Task.Run(async () =>
        {
            await foreach (var _ in clients.Stream(origin, null, TestClient.Ct))
            {
                items++;
                taken.Release();
            }
        }, TestClient.Ct));

        Assert.Equal(5, items);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task H12_reading_it_twice_says_what_to_do_instead(StreamOf origin)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var clients = new BothClients(server.Url.ToString());
        var stream = clients.Stream(origin);

        Assert.Single(await Guard.Within(stream.ToListAsync()));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Guard.Within(stream.ToListAsync()));

        Assert.Contains("call ChatStreamAsync again", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task H12_a_raw_stream_is_read_once_too(bool isNative)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var clients = new BothClients(server.Url.ToString());
        var stream = isNative
            ? clients.Native.SendStreamAsync(HttpMethod.Post, "/api/chat", cancellationToken: TestClient.Ct)
            : clients.V1.SendStreamAsync(HttpMethod.Post, "/chat/completions", cancellationToken: TestClient.Ct);

        Assert.NotEmpty(await Guard.Within(stream.ToListAsync()));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Guard.Within(stream.ToListAsync()));

        Assert.Contains("call SendStreamAsync again", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task H12_a_second_reader_does_not_disturb_the_first(StreamOf origin)
    {
        TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.WaitForAsync(tried);
            await connection.RespondToAnyAsync();
        });
        await using var clients = new BothClients(server.Url.ToString());
        var stream = clients.Stream(origin);

        var first = stream.ToListAsync();
        await server.WaitForRequestAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Guard.Within(stream.ToListAsync()));
        tried.SetResult();

        Assert.Single(await Guard.Within(first));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task H09_never_read_it_sends_nothing(StreamOf origin)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var clients = new BothClients(server.Url.ToString());

        var stream = clients.Stream(origin);
        await stream.GetAsyncEnumerator(TestClient.Ct).DisposeAsync();

        Assert.Empty(server.Connections);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Read_to_its_end_it_gives_its_connection_back(StreamOf origin)
    {
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var clients = new BothClients(server.Url.ToString());

        for (var i = 0; i < 3; i++)
        {
            Assert.Single(await Guard.Within(clients.Stream(origin).ToListAsync()));
        }

        Assert.Equal(3, server.Requests.Count);
        Assert.Single(server.Connections);
    }
}
