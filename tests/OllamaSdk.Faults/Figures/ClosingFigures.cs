using System.Diagnostics;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Faults;

namespace OllamaSdk.Faults.Figures;

/// <summary>How long after a <c>break</c> the server sees the connection close.</summary>
internal static class ClosingFigures
{
    private const int Tries = 1000;
    private const int WarmUp = 50;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        List<Figure> figures = [];
        foreach (var (client, foreign) in Way.All)
        {
            figures.Add(await MeasureAsync(client, foreign, flooding: false));
            figures.Add(await MeasureAsync(client, foreign, flooding: true));
        }

        return figures;
    }

    private static async Task<Figure> MeasureAsync(Client client, bool foreign, bool flooding)
    {
        var item = client.Item("a").Utf8();
        var flood = Enumerable.Repeat(item, 200).SelectMany(bytes => bytes).ToArray();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", client.StreamType()), ("Transfer-Encoding", "chunked"));
            await connection.SendChunkAsync(item);
            while (flooding)
            {
                // Ends by the exception of a send to a client that has gone, which notes the time.
                await connection.SendChunkAsync(flood);
            }

            await connection.HoldUntilClientClosesAsync();
        });
        using var way = new Way(client, foreign);
        await using var asked = way.Connect(server.Url);
        var times = new Times();
        for (var i = 0; i < WarmUp + Tries; i++)
        {
            long left = 0;
            await foreach (var _ in asked.StreamAsync())
            {
                left = Stopwatch.GetTimestamp();
                break;
            }

            var closed = await Guard.Within(server.Connections[^1].ClientClosed);
            if (i >= WarmUp)
            {
                times.Add(Stopwatch.GetElapsedTime(left, closed));
            }
        }

        return times.P99(flooding ? "`break` → a flooding server sees the close" : "`break` → the server sees the close", way.ToString(), flooding ? 50 : 10);
    }
}
