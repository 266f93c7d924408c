namespace OllamaSdk.Benchmarks.Figures;

/// <summary>What a figure should be.</summary>
/// <param name="Limit">The most, or the least, that is good.</param>
/// <param name="IsFloor">Whether less than the limit is bad, instead of more.</param>
internal sealed record Bound(double Limit, bool IsFloor = false)
{
    public static Bound AtMost(double limit) => new(limit);

    public static Bound AtLeast(double limit) => new(limit, IsFloor: true);

    public bool Holds(double value) => IsFloor ? value >= Limit : value <= Limit;

    public override string ToString() => $"{(IsFloor ? '≥' : '≤')} {Spread.Number(Limit)}";
}
