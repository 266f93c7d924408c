using System.Globalization;

namespace OllamaSdk.Benchmarks.Figures;

/// <summary>What was measured several times.</summary>
/// <param name="Median">The middle value.</param>
/// <param name="Low">A tenth of the values lies below.</param>
/// <param name="High">A tenth of the values lies above.</param>
internal readonly record struct Spread(double Median, double Low, double High)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new(Measure.Median(sorted), Quantile(sorted, 0.1), Quantile(sorted, 0.9));
    }

    /// <summary>One value that has no spread.</summary>
    public static Spread Single(double value) => new(value, value, value);

    /// <summary>The median and, where it has one, its spread.</summary>
    public override string ToString() => Low == High ? Number(Median) : $"{Number(Median)} ({Number(Low)}–{Number(High)})";

    /// <summary>Three digits, as far as they tell anything.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    private static double Quantile(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return below + ((above - below) * (place - Math.Floor(place)));
    }
}
