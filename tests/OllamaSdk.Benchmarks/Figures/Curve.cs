namespace OllamaSdk.Benchmarks.Figures;

/// <summary>What a thing costs by its size.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Unit">One of what it has many of.</param>
/// <param name="Points">µs of CPU for the whole, by size.</param>
internal sealed record Curve(string Name, string Unit, IReadOnlyList<(int Size, Spread Cost)> Points)
{
    private const int FittedPoints = 3;

    /// <summary>
    /// The power of the size with which the cost grows, fitted to the largest sizes: 1 is linear, 2 would be the square. What does not depend on the
    /// size makes it less.
    /// </summary>
    public double Exponent
    {
        get
        {
            var logs = Points.TakeLast(FittedPoints).Select(point => (X: Math.Log(point.Size), Y: Math.Log(point.Cost.Median))).ToArray();
            var (x, y) = (logs.Average(log => log.X), logs.Average(log => log.Y));
            return logs.Sum(log => (log.X - x) * (log.Y - y)) / logs.Sum(log => (log.X - x) * (log.X - x));
        }
    }
}
