using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using OllamaSdk.Benchmarks.Against;
using OllamaSdk.Benchmarks.Compare;

namespace OllamaSdk.Benchmarks;

/// <summary>Whether the native command line starts as quickly as an older build of it, by the rule for small ratios: pairs, and the old one beside itself.</summary>
internal static class StartPairs
{
    private const int Rounds = 100;
    // One start alone is shorter than what the system's account of processor time tells apart.
    private const int StartsPerRound = 10;
    private const int Children = -1;
    private static readonly Aim s_aim = Aim.AtMost(1.03);

    /// <param name="old">A native build from before.</param>
    /// <param name="newer">One of now.</param>
    /// <returns>Whether it is no slower.</returns>
    public static bool Run(string old, string newer)
    {
        string[] programs = [old, old, newer];
        var costs = programs.Select(_ => new List<(double Cpu, double Wall)>()).ToArray();
        for (var round = -3; round < Rounds; round++)
        {
            var order = Enumerable.Range(0, programs.Length).Select(i => (i + Math.Abs(round)) % programs.Length);
            foreach (var i in round / programs.Length % 2 == 0 ? order : order.Reverse())
            {
                var cost = Measure(programs[i]);
                if (round >= 0)
                {
                    costs[i].Add(cost);
                }
            }
        }

        Console.WriteLine($"Start of `version`, {Rounds} paired rounds of {StartsPerRound} starts: median of the ratios [its 95 % interval]");
        var (same, cpu) = (Ratio(costs[1], costs[0], cost => cost.Cpu), Ratio(costs[2], costs[0], cost => cost.Cpu));
        Print("old beside itself", same, Ratio(costs[1], costs[0], cost => cost.Wall), "");
        Print("new beside old", cpu, Ratio(costs[2], costs[0], cost => cost.Wall), s_aim.Verdict(s_aim.Holds(cpu.Lower)));
        return s_aim.Holds(cpu.Lower);
    }

    private static void Print(string name, MedianRatio cpu, MedianRatio wall, string verdict) => Console.WriteLine($"{name,-20} CPU {cpu}  wall {wall}  {verdict}");

    private static MedianRatio Ratio(List<(double Cpu, double Wall)> ours, List<(double Cpu, double Wall)> theirs, Func<(double Cpu, double Wall), double> of) =>
        MedianRatio.Of(ours.Zip(theirs, (one, other) => of(one) / of(other)));

    private static (double Cpu, double Wall) Measure(string program)
    {
        var (cpu, watch) = (ChildrenSeconds(), Stopwatch.StartNew());
        for (var i = 0; i < StartsPerRound; i++)
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["version"]) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}."));
            }
        }

        return (ChildrenSeconds() - cpu, watch.Elapsed.TotalSeconds);
    }

    // Of those that have ended: .NET itself tells only of those that run.
    private static double ChildrenSeconds()
    {
        // Two times of seconds and microseconds; what follows them is not read.
        var usage = new long[18];
        return getrusage(Children, usage) == 0 ? usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6) : throw new InvalidOperationException("The system tells no processor time of children.");
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int getrusage(int who, [Out] long[] usage);
}
