using System.Diagnostics;

namespace OllamaSdk.Soak.Watch;

/// <summary>What this process holds at one moment, after a full collection.</summary>
/// <param name="Minutes">Since the start.</param>
/// <param name="Heap">Bytes.</param>
/// <param name="Sockets">Open descriptors that are sockets.</param>
/// <param name="Timers">Timers that are running.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="ResidentSet">Bytes.</param>
internal sealed record Sample(double Minutes, long Heap, int Sockets, long Timers, int Threads, long ResidentSet)
{
    public static Sample Take(TimeSpan since)
    {
        // Twice, with the finalizers between: what they let go is gone too.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return new Sample(since.TotalMinutes, GC.GetTotalMemory(forceFullCollection: true), CountSockets(), Timer.ActiveCount, process.Threads.Count, process.WorkingSet64);
    }

    /// <summary>How the heap grows, in bytes a minute, with the 95 % bounds of it, by least squares.</summary>
    public static (double Slope, double Error) Growth(IReadOnlyList<Sample> samples)
    {
        var (x, y) = (samples.Average(sample => sample.Minutes), samples.Average(sample => (double)sample.Heap));
        var spread = samples.Sum(sample => Math.Pow(sample.Minutes - x, 2));
        var slope = samples.Sum(sample => (sample.Minutes - x) * (sample.Heap - y)) / spread;
        var rest = samples.Sum(sample => Math.Pow(sample.Heap - y - (slope * (sample.Minutes - x)), 2));
        return (slope, samples.Count > 2 ? 2.1 * Math.Sqrt(rest / (samples.Count - 2) / spread) : double.PositiveInfinity);
    }

    private static int CountSockets() => OperatingSystem.IsLinux()
        ? Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(path => LinkOf(path).StartsWith("socket:", StringComparison.Ordinal))
        : 0;

    private static string LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (IOException)
        {
            // The descriptor of the folder itself, which is closed again.
            return "";
        }
    }
}
