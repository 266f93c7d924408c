using System.Diagnostics;
using System.Globalization;
using OllamaSdk.Benchmarks.Compare;

namespace OllamaSdk.Benchmarks;

/// <summary>How long the native command line takes to print its version, beside the native program that does next to nothing.</summary>
internal static class Startup
{
    private const int Rounds = 60;
    private static readonly Aim Aim = Aim.AtMost(1.5);

    public static bool Run(string cli, string empty)
    {
        List<double> ours = [], least = [];
        for (var round = -5; round < Rounds; round++)
        {
            // Turn about, so that what the machine does meanwhile hits both.
            var (mine, other) = (Measure(cli, "version"), Measure(empty));
            if (round >= 0)
            {
                ours.Add(mine);
                least.Add(other);
            }
        }

        var ratio = Median(ours) / Median(least);
        var met = Aim.Holds(ratio);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"startup: ollama-sdk version {Median(ours):0.0} ms, empty program {Median(least):0.0} ms (medians of {Rounds}), ratio {ratio:0.00}, {Aim.Verdict(met)}"));
        return met;
    }

    private static double Measure(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
