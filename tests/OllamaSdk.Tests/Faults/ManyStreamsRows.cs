using System.Runtime.CompilerServices;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.ProcessWide;

namespace OllamaSdk.Tests.Faults;

/// <summary>
/// H14: 1,000 streams of each client, 100 at a time, a third read to the end, a third left and a third cancelled. They run alone, since what is counted belongs
/// to the whole process. Many more, for an hour, are in tests/OllamaSdk.Soak.
/// </summary>
[Collection(ProcessWideCollection.Name)]
public sealed class ManyStreamsRows
{
    private const int Rounds = 10;
    private const int Wide = 100;

    private readonly FakeClock _clock = new();

    public static MatrixTheoryData<Client, bool> ClientsAndPools => FaultData.ClientsAndPools;

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public async Task H14_a_third_left_and_a_third_cancelled(Client client, bool foreign)
    {
        // What is made once, whatever the number of streams, is there before anything is counted.
        await RunAsync(client, foreign, 2);
        await Unwind();
        var (handles, heap) = (Handles(), Heap());

        await RunAsync(client, foreign, Rounds);

        await Unwind();
        // A few handles and buffers come and go with the runtime itself; a stream that stayed would hold its buffer of 16 KiB.
        Assert.InRange(Handles() - handles, -2 * Wide, 20);
        Assert.InRange(Heap() - heap, long.MinValue, Rounds * Wide * 8192L);
    }

    private async Task RunAsync(Client client, bool foreign, int rounds)
    {
        await using var server = new ScriptedServer(connection => AnswerAsync(connection, client));
        using var pool = Held.Draining();
        using var http = new HttpClient(pool);
        var asked = new FaultClient(client, server.Url.ToString(), options => options.TimeProvider = _clock, foreign ? http : null);
        List<WeakReference> streams = [];
        for (var round = 0; round < rounds; round++)
        {
            streams.AddRange(await Guard.Within(Task.WhenAll(Enumerable.Range(0, Wide).Select(i => ReadAsync(asked, i % 3)))));
        }

        Assert.Empty(_clock.PendingTimers);
        // While the client lives on, nothing of it holds a stream that has ended.
        Heap();
        Assert.InRange(streams.Count(stream => stream.IsAlive), 0, Wide);
        Assert.Equal(rounds * Wide, server.Requests.Count);
        asked.Dispose();
        http.Dispose();
        await Guard.Within(Task.WhenAll(server.Connections.Select(connection => connection.ClientClosed)), "the end of every connection");
    }

    private static async Task<WeakReference> ReadAsync(FaultClient client, int way)
    {
        using var source = new CancellationTokenSource();
        var options = new CallOptions { Headers = { ["X-Way"] = way == 0 ? "whole" : "held" } };
        var stream = client.StreamAsync("hi", options, source.Token).GetAsyncEnumerator(CancellationToken.None);
        var text = "";
        var error = await Record.ExceptionAsync(async () =>
        {
            await using (stream)
            {
                while (await stream.MoveNextAsync())
                {
                    text += stream.Current;
                    if (text == "ab" && way == 1)
                    {
                        break;
                    }

                    if (text == "ab" && way == 2)
                    {
                        source.CancelAfter(1);
                    }
                }
            }
        });

        Assert.Equal("ab", text);
        Assert.Equal(way == 2, error is OperationCanceledException cancelled && cancelled.CancellationToken == source.Token);
        Assert.Equal(way != 2, error is null);
        return new(stream);
    }

    private static async Task AnswerAsync(ScriptedConnection connection, Client client)
    {
        if (connection.Request.Header("X-Way") == "whole")
        {
            await connection.RespondAsync(200, client.StreamType(), client.Stream("a", "b"));
            return;
        }

        await connection.HoldAsync(client, "a", "b");
    }

    // Whoever awaited the streams goes on inside of their end, while the stack still holds them, their server and all its requests.
    private static ConfiguredTaskAwaitable Unwind() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private static int Handles() => Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;

    private static long Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
