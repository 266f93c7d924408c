namespace OllamaSdk.Benchmarks.Compare;

/// <summary>Looks again and again how large the managed heap is, garbage included, and remembers by how much it grew at most.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    private readonly ManualResetEventSlim _stop = new();
    private readonly long _before;
    private readonly long _allocatedBefore;
    private readonly Thread _thread;
    private long _peak;

    public MemoryWatch()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _before = _peak = GC.GetTotalMemory(forceFullCollection: true);
        _allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        _thread = new Thread(Look) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends the watch: the greatest growth seen, and all that was allocated, in bytes.</summary>
    public (long PeakGrowth, long Allocated) Stop()
    {
        _stop.Set();
        _thread.Join();
        return (_peak - _before, GC.GetTotalAllocatedBytes(precise: true) - _allocatedBefore);
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Look()
    {
        do
        {
            _peak = Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: false));
        }
        while (!_stop.Wait(Interval));
    }
}
