namespace OllamaSdk.Soak.Watch;

/// <summary>What came out of a run.</summary>
internal sealed record SoakResult(
    Settings Settings, Tally Tally, Sample Start, IReadOnlyList<Sample> Samples, Sample End, int OpenAtServers, int? FilesLeft, int ClockJumps, int AddressChanges, int NameFailures)
{
    // Bytes a minute that the heap may grow by, as far as the measurement can tell; more is a leak.
    private const double MostGrowth = 32 * 1024;
    // With fewer the calls that happen to be under way decide.
    private const int LeastSamples = 15;

    // What is compiled, cached and pooled for ever takes 3 MiB, however long the run.
    private const long MostLeft = 8 * 1024 * 1024;

    /// <summary>How the heap grows, in bytes a minute; <see langword="null"/> for a run too short to say.</summary>
    public (double Slope, double Error)? Growth => Samples.Count >= LeastSamples ? Sample.Growth(Samples) : null;

    public IReadOnlyList<string> Leaks =>
    [
        .. End.Sockets > Start.Sockets ? [$"{End.Sockets - Start.Sockets} sockets are left"] : Array.Empty<string>(),
        .. End.Timers > Start.Timers ? [$"{End.Timers - Start.Timers} timers are left"] : Array.Empty<string>(),
        .. OpenAtServers > 0 ? [$"{OpenAtServers} connections are left at the servers"] : Array.Empty<string>(),
        .. FilesLeft > 0 ? [$"{FilesLeft} temporary files are left"] : Array.Empty<string>(),
        .. End.Heap - Start.Heap > MostLeft ? [$"{(End.Heap - Start.Heap) / 1024} KiB of heap are left"] : Array.Empty<string>(),
        .. Growth is { } growth && growth.Slope - growth.Error > MostGrowth ? [$"the heap grows by {growth.Slope / 1024:F1} ± {growth.Error / 1024:F1} KiB a minute"] : Array.Empty<string>(),
    ];

    public bool IsClean => Tally.Flaws.Count == 0 && Tally.UnobservedExceptions == 0 && Leaks.Count == 0 && Tally.Total > 0;
}
