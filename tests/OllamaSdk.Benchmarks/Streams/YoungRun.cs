using System.Globalization;
using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Streams;

/// <summary>What a stream costs a process that has just begun and does nothing else: no other reader compiles for this one, or leaves it its compiling.</summary>
internal static class YoungRun
{
    /// <summary>The argument with which this program is such a process.</summary>
    public const string Command = "young";

    public const int Rounds = 3;

    // What has been compiled already is what is to be measured.
    private static readonly Repetition Once = new(WarmUps: 0, RunsPerRound: 1);

    /// <summary>Starts a process and waits for what it has measured.</summary>
    /// <param name="dialect">Which streams.</param>
    /// <param name="way">Who reads them, by his place.</param>
    /// <param name="endpoint">Where.</param>
    /// <param name="sums">What stands in an answer.</param>
    /// <returns>The cost of each round, the first with all that is compiled for it.</returns>
    public static async Task<Cost[]> StartAsync(Dialect dialect, int way, Uri endpoint, Sums sums)
    {
        using var process = OwnProcess.Start([Command, dialect.Name, endpoint.ToString(), .. new[] { way, sums.Lines, sums[dialect.Ways[way].Sees] }.Select(Text)]);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)]
            : throw new InvalidOperationException($"The young process ended with {process.ExitCode}; its own words are above.");
    }

    /// <summary>Is the process: a line for each round.</summary>
    /// <param name="name">The dialect.</param>
    /// <param name="endpoint">Where.</param>
    /// <param name="args">The way's place, the lines of an answer, and what the way must see of it.</param>
    public static async Task RunAsync(string name, Uri endpoint, IReadOnlyList<string> args)
    {
        var numbers = args.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var way = Dialect.All.Single(one => one.Name == name).Ways[(int)numbers[0]];
        Candidate[] candidates = [new(way.Name, way.Make(endpoint, null), numbers[2])];
        for (var round = 0; round < Rounds; round++)
        {
            var costs = await Measure.RoundAsync(candidates, (int)numbers[1], round, Once);
            Console.WriteLine($"{Text(costs[0].CpuMicroseconds)} {Text(costs[0].Bytes)}");
        }
    }

    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private static Cost Read(string line) =>
        line.Split(' ') is [var cpu, var bytes] ? new Cost(double.Parse(cpu, CultureInfo.InvariantCulture), double.Parse(bytes, CultureInfo.InvariantCulture)) : throw new FormatException(line);
}
