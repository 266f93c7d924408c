using OllamaSdk.Tests.Faults;

namespace OllamaSdk.Faults.Figures;

/// <summary>What a line, or a body, without an end costs.</summary>
internal static class FloodFigures
{
    private const int Tries = 20;

    public static async Task<IReadOnlyList<Figure>> MeasureMemoryAsync()
    {
        List<Figure> figures = [];
        using var server = await FloodServer.StartAsync(FloodServer.Endless);
        foreach (var client in Enum.GetValues<Client>())
        {
            foreach (var streamed in (bool[])[true, false])
            {
                var peak = await EndlessCalls.StartAsync(client, streamed, server.Url);
                var factor = (double)peak / LlmConnectionOptions.DefaultMaxLineBytes;
                figures.Add(new(streamed ? "memory of an endless line" : "memory of an endless body, unstreamed", Way.NameOf(client), EndlessCalls.Tries,
                    FormattableString.Invariant($"most {factor:0.00} × the limit of 16 MiB"), "≤ 4 ×", factor <= 4));
            }
        }

        return figures;
    }

    public static async Task<IReadOnlyList<Figure>> MeasureCpuAsync()
    {
        List<Figure> figures = [];
        using var server = await FloodServer.StartAsync(FloodServer.HundredMegabytes);
        foreach (var client in Enum.GetValues<Client>())
        {
            using var way = new Way(client, foreign: false);
            await using var asked = way.Connect(server.Url, options => options.MaxLineBytes = 256 * 1024 * 1024);
            var most = TimeSpan.Zero;
            for (var i = 0; i < Tries; i++)
            {
                var before = Environment.CpuUsage.TotalTime;
                var outcome = await Outcome.OfStreamAsync(asked);
                var cpu = Environment.CpuUsage.TotalTime - before;
                _ = outcome.Error as LlmException ?? throw new InvalidOperationException($"A line that is cut off came to {outcome.Word}.");
                most = cpu > most ? cpu : most;
            }

            figures.Add(new("CPU of 100 MB without a line end, below the limit", way.ToString(), Tries, FormattableString.Invariant($"most {most.TotalSeconds:0.00} s"), "≤ 0.5 s", most.TotalSeconds <= 0.5));
        }

        return figures;
    }
}
