using System.Diagnostics;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Faults;

namespace OllamaSdk.Faults.Figures;

/// <summary>How long after <c>Cancel()</c> the caller has the exception.</summary>
internal static class CancelFigures
{
    private const int Tries = 1000;
    private const int WarmUp = 50;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        List<Figure> figures = [];
        foreach (var (client, foreign) in Way.All)
        {
            figures.Add(await MeasureAsync(client, foreign, begun: true));
            figures.Add(await MeasureAsync(client, foreign, begun: false));
        }

        return figures;
    }

    private static async Task<Figure> MeasureAsync(Client client, bool foreign, bool begun)
    {
        var arrived = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(async connection =>
        {
            if (begun)
            {
                await connection.SendHeadAsync(200, ("Content-Type", client.StreamType()), ("Transfer-Encoding", "chunked"));
                await connection.SendChunkAsync(client.Item("a"));
            }
            else
            {
                arrived.Release();
            }

            await connection.HoldUntilClientClosesAsync();
        });
        using var way = new Way(client, foreign);
        await using var asked = way.Connect(server.Url);
        var times = new Times();
        for (var i = 0; i < WarmUp + Tries; i++)
        {
            using var source = new CancellationTokenSource();
            var reading = ReadAsync(asked, begun ? arrived : null, source.Token);
            await arrived.WaitAsync();

            // The reader has just asked for more: give it the moment to wait for it.
            await Task.Yield();
            var cancelled = Stopwatch.GetTimestamp();
            await source.CancelAsync();
            var thrown = await Guard.Within(reading);
            if (i >= WarmUp)
            {
                times.Add(Stopwatch.GetElapsedTime(cancelled, thrown));
            }
        }

        return times.P99(begun ? "`Cancel()` in mid stream → exception" : "`Cancel()` before the headers → exception", way.ToString(), 5);
    }

    private static async Task<long> ReadAsync(FaultClient client, SemaphoreSlim? firstItem, CancellationToken token)
    {
        try
        {
            await foreach (var _ in client.StreamAsync(token: token))
            {
                firstItem?.Release();
            }
        }
        catch (OperationCanceledException e) when (e.CancellationToken == token)
        {
            return Stopwatch.GetTimestamp();
        }

        throw new InvalidOperationException("A cancelled stream came to its end.");
    }
}
