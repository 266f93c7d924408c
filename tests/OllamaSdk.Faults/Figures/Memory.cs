using System.Globalization;

namespace OllamaSdk.Faults.Figures;

/// <summary>What the kernel counts of this process.</summary>
internal sealed class Memory
{
    private readonly long _before = Read("VmRSS:");

    /// <summary>How many bytes more than at first the process had at its peak, in a call. What earlier calls left in pools is counted too.</summary>
    public async Task<long> PeakOfAsync(Func<Task> call)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        await call();
        return Read("VmHWM:") - _before;
    }

    private static long Read(string name) =>
        long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}
