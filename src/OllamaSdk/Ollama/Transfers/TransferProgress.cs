using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>How far a pull, push, create or upload has come. Values only ever describe what was seen; nothing is estimated but the time left.</summary>
/// <param name="Status">The server's (or the SDK's) words for what is being done; new words pass through.</param>
/// <param name="Layers">Each layer seen so far, in the order of appearance.</param>
/// <param name="BytesPerSecond">The rate over the last seconds; <see langword="null"/> until two measurements are there.</param>
public sealed record TransferProgress(string Status, IReadOnlyList<LayerProgress> Layers, double? BytesPerSecond)
{
    /// <summary>Bytes done, over all layers seen so far.</summary>
    public long CompletedBytes => LayerProgress.Sum(Layers, l => l.Completed);

    /// <summary>Bytes in all, over the layers seen so far; it grows when the server names another layer.</summary>
    public long TotalBytes => LayerProgress.Sum(Layers, l => l.Total);

    /// <summary>Done from 0 to 1; <see langword="null"/> while no size is known.</summary>
    public double? Fraction => LayerProgress.Ratio(CompletedBytes, TotalBytes);

    /// <summary>The time left at the present rate, none when all is done; <see langword="null"/> while there is no rate.</summary>
    public TimeSpan? Remaining => Fraction is 1 ? TimeSpan.Zero
        : BytesPerSecond is > 0 and { } rate && (TotalBytes - CompletedBytes) / rate is var seconds && seconds < TimeSpan.MaxValue.TotalSeconds
        ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : null;

    /// <summary>The layer that this step is about; <see langword="null"/> where it is about none.</summary>
    public LayerProgress? Current { get; init; }

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(TransferProgress? other) => other is not null
        && Status == other.Status && Current == other.Current && BytesPerSecond == other.BytesPerSecond && SameContent.Lists(Layers, other.Layers);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Status, BytesPerSecond, SameContent.Hash(Layers));
}

/// <summary>How far one layer (a file inside a model) has come.</summary>
/// <param name="Digest">Its name: <c>sha256:…</c>, or a stand-in the server uses while it has none.</param>
/// <param name="Completed">Bytes done.</param>
/// <param name="Total">Bytes in all; 0 while unknown.</param>
public sealed record LayerProgress(string Digest, long Completed, long Total)
{
    /// <summary>Done from 0 to 1; <see langword="null"/> while the size is unknown.</summary>
    public double? Fraction => Ratio(Completed, Total);

    // A server may send any numbers; adding them up must not fail.
    internal static long Sum(IReadOnlyList<LayerProgress> layers, Func<LayerProgress, long> bytes)
    {
        var sum = 0L;
        foreach (var layer in layers)
        {
            var more = Math.Max(0, bytes(layer));
            sum = more > long.MaxValue - sum ? long.MaxValue : sum + more;
        }

        return sum;
    }

    internal static double? Ratio(long completed, long total) => total > 0 ? Math.Clamp((double)completed / total, 0, 1) : null;
}
