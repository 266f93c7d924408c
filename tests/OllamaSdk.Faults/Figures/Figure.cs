namespace OllamaSdk.Faults.Figures;

/// <summary>One line of the figures.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Through">The client and the pool.</param>
/// <param name="Tries">How many tries it is taken from.</param>
/// <param name="Measured">The figure, with its unit.</param>
/// <param name="Aim">What is to be reached.</param>
/// <param name="IsReached">Whether it is.</param>
internal sealed record Figure(string Name, string Through, int Tries, string Measured, string Aim, bool IsReached);

/// <summary>Times of many tries.</summary>
internal sealed class Times
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public void Add(TimeSpan time) => _milliseconds.Add(time.TotalMilliseconds);

    /// <summary>The figure that the p99 of these is.</summary>
    public Figure P99(string name, string through, double aim)
    {
        _milliseconds.Sort();
        var (p50, p99) = (At(0.50), At(0.99));
        return new(name, through, Count, FormattableString.Invariant($"p50 {p50:0.00} ms, p99 {p99:0.00} ms, max {_milliseconds[^1]:0.00} ms"), $"p99 ≤ {aim} ms", p99 <= aim);
    }

    private double At(double part) => _milliseconds[(int)Math.Ceiling(part * Count) - 1];
}
