using System.Globalization;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>What a ratio should be.</summary>
/// <param name="Limit">The most, or the least, that is good.</param>
/// <param name="IsFloor">Whether less than the limit is bad, instead of more.</param>
internal sealed record Aim(double Limit, bool IsFloor)
{
    /// <summary>The limit for the ratio of the bytes, where they have one of their own; <see langword="null"/> where they are not judged.</summary>
    public double? BytesLimit { get; init; } = Limit;

    public static Aim AtMost(double limit) => new(limit, IsFloor: false);

    public static Aim AtLeast(double limit) => new(limit, IsFloor: true);

    public bool Holds(double value) => Holds(value, Limit);

    /// <summary>Whether a ratio of bytes is good.</summary>
    public bool HoldsForBytes(double value) => BytesLimit is not { } limit || Holds(value, limit);

    /// <summary>The aim and whether it is met, for a table's last column.</summary>
    public string Verdict(bool met)
    {
        var sign = IsFloor ? ">=" : "<=";
        var bytes = BytesLimit is { } limit && limit != Limit ? string.Create(CultureInfo.InvariantCulture, $", {sign} {limit:0.00}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign} {Limit:0.00}{bytes} {(met ? "met" : "MISSED")}");
    }

    private bool Holds(double value, double limit) => IsFloor ? value >= limit : value <= limit;
}
