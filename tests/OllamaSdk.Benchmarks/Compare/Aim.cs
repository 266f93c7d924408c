using System.Globalization;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What a ratio should be.</summary>
/// <param name="Limit">The most, or the least, that is good.</param>
/// <param name="IsFloor">Whether less than <paramref name="Limit"/> is bad, instead of more.</param>
internal sealed record Aim(double Limit, bool IsFloor)
{
    /// <summary>Whether the ratio of the bytes is judged too, and not only that of the CPU time.</summary>
    public bool OfBytes { get; init; } = true;

    public static Aim AtMost(double limit) => new(limit, IsFloor: false);

    public static Aim AtLeast(double limit) => new(limit, IsFloor: true);

    public bool Holds(double value) => IsFloor ? value >= Limit : value <= Limit;

    /// <summary>The aim and whether it is met, for a table's last column.</summary>
    public string Verdict(bool met) => string.Create(CultureInfo.InvariantCulture, $"{(IsFloor ? ">=" : "<=")} {Limit:0.00} {(met ? "met" : "MISSED")}");
}
