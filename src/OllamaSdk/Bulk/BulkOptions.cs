namespace OllamaSdk;

/// <summary>How a large number of texts or requests is worked off. The options are read when the work begins; later changes have no effect.</summary>
public sealed class BulkOptions
{
    /// <summary>How many requests are under way at once. 4 by default, 1 to 1000. A server that works off fewer at once queues the rest.</summary>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>
    /// How many texts one embedding request holds at most. 64 by default. It holds fewer where the source has no more ready and no request is under way.
    /// </summary>
    public int MaxBatchCount { get; set; } = 64;

    /// <summary>
    /// How many characters the texts of one embedding request have together at most. 65,536 by default; a longer text goes by itself.
    /// </summary>
    public int MaxBatchCharacters { get; set; } = 64 * 1024;

    /// <summary>
    /// Whether results come in the order of the source. On by default. Off, each comes as soon as it is there; its
    /// <see cref="BulkResult{TInput, TOutput}.Index"/> says where it belongs.
    /// </summary>
    public bool KeepOrder { get; set; } = true;

    /// <summary>Where to begin: so many items are read from the source and passed over. 0 by default.</summary>
    /// <value>To resume, the <see cref="BulkProgress.ResumeIndex"/> that was reported last.</value>
    public long StartIndex { get; set; }

    /// <summary>Told after each batch whose results were taken.</summary>
    public IProgress<BulkProgress>? Progress { get; set; }

    /// <exception cref="ArgumentOutOfRangeException">A setting is wrong.</exception>
    internal BulkOptions CheckedCopy()
    {
        var copy = (BulkOptions)MemberwiseClone();
        Check(copy.MaxConcurrency is >= 1 and <= 1000, nameof(MaxConcurrency), copy.MaxConcurrency, "use 1 to 1000");
        Check(copy.MaxBatchCount >= 1, nameof(MaxBatchCount), copy.MaxBatchCount, "use at least 1");
        Check(copy.MaxBatchCharacters >= 1, nameof(MaxBatchCharacters), copy.MaxBatchCharacters, "use at least 1");
        Check(copy.StartIndex >= 0, nameof(StartIndex), copy.StartIndex, "use 0 or more");
        return copy;
    }

    private static void Check(bool isRight, string name, long value, string advice)
    {
        if (!isRight)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; {advice}.");
        }
    }
}
