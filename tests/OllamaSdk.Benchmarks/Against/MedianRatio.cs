using System.Globalization;

namespace OllamaSdk.Benchmarks.Against;

/// <summary>The median of the ratios of paired rounds, and between which ratios it lies by all likelihood.</summary>
/// <param name="Median">The middle ratio.</param>
/// <param name="Lower">The lower end of the 95 % interval.</param>
/// <param name="Upper">The upper end.</param>
internal sealed record MedianRatio(double Median, double Lower, double Upper)
{
    // Of a standard normal distribution, to which that of the median's rank comes close.
    private const double Quantile = 1.96;

    /// <summary>By ranks, which need no assumption about how the ratios are spread.</summary>
    public static MedianRatio Of(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToArray();
        var below = Math.Max(0, (int)Math.Floor((sorted.Length - (Quantile * Math.Sqrt(sorted.Length))) / 2) - 1);
        return new MedianRatio(Measure.Median(sorted), sorted[below], sorted[^(below + 1)]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.000} [{Lower:0.000}, {Upper:0.000}]");
}
