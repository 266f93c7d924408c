using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>Many streams at once, some read to the end, some left, some cancelled: each ends as its caller did, and nothing stays behind.</summary>
public sealed class ManyStreamsTests
{
    private const int Rounds = 4;
    private const int Wide = 30;

    [Fact]
    public async Task H14_all_end_as_they_should_and_every_connection_is_closed()
    {
        var clock = new FakeClock();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginStreamAsync(TestClient.Chunk, TestClient.Chunk);
            if (connection.Request.Header("X-Way") == "whole")
            {
                await connection.SendChunkAsync(TestClient.Last + "\n");
                await connection.EndChunksAsync();
                return;
            }

            await connection.HoldUntilClientClosesAsync();
        });
        await using (var client = server.Create(options => options.TimeProvider = clock))
        {
            for (var round = 0; round < Rounds; round++)
            {
                await Guard.Within(Task.WhenAll(Enumerable.Range(0, Wide).Select(i => RunAsync(client, i % 3))));
            }

            Assert.Empty(clock.PendingTimers);
        }

        Assert.Equal(Rounds * Wide, server.Requests.Count);
        await Guard.Within(Task.WhenAll(server.Connections.Select(connection => connection.ClientClosed)), "the end of every connection");
    }

    private static async Task RunAsync(OllamaClient client, int way)
    {
        using var source = new CancellationTokenSource();
        var options = new CallOptions { Headers = { ["X-Way"] = way == 0 ? "whole" : "held" } };
        var items = 0;
        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var _ in client.Stream(options, source.Token))
            {
                if (++items < 2)
                {
                    continue;
                }

                if (way == 1)
                {
                    break;
                }

                if (way == 2)
                {
                    source.CancelAfter(1);
                }
            }
        });

        Assert.Equal(way == 0 ? 3 : 2, items);
        Assert.Equal(way == 2, error is OperationCanceledException);
        Assert.Equal(way != 2, error is null);
    }

    [Fact]
    public async Task H14_no_timer_outlives_its_call()
    {
        var clock = new FakeClock();
        using var handler = new StubHandler($"{TestClient.Chunk}\n{TestClient.Last}\n");
        await using var client = handler.Create(options => (options.TimeProvider, options.Timeouts.Total) = (clock, TimeSpan.FromHours(1)));

        await client.Stream().ToListAsync();
        await foreach (var _ in client.Stream())
        {
            break;
        }

        await Assert.ThrowsAnyAsync<LlmException>(() => client.EmbedAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Empty(clock.PendingTimers);
    }

    [Fact]
    public void H16_a_blocked_user_interface_thread_does_not_block_a_call()
    {
        using var handler = new StubHandler(() => new PieceStream([System.Text.Encoding.UTF8.GetBytes(TestClient.Last)], _ => true));
        using var client = handler.Create();
        var ended = false;
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new DeadContext());
            // What a program should not do, and some do: the thread that would run the continuations waits for them.
            ended = ((IAsyncResult)client.ChatAsync("hi", cancellationToken: CancellationToken.None)).AsyncWaitHandle.WaitOne(Guard.Limit);
        });

        thread.Start();

        Assert.True(thread.Join(Guard.Limit * 2));
        Assert.True(ended);
    }

    /// <summary>A thread that never comes to what is posted to it.</summary>
    private sealed class DeadContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
