namespace OllamaSdk.Benchmarks.Figures;

/// <summary>One figure that is judged.</summary>
/// <param name="Area">The table to which it belongs.</param>
/// <param name="Name">What is measured.</param>
/// <param name="Condition">Under which circumstances: framing, warm or young.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Aim">What it should be.</param>
internal sealed record Figure(string Area, string Name, string Condition, Spread Value, string Unit, Bound Aim)
{
    /// <summary>Whether the median is as good as it should be.</summary>
    public bool Reached => Aim.Holds(Value.Median);

    public string Mark => Reached ? "✓" : "✗";
}

/// <summary>What a unit of work costs, done in one way.</summary>
/// <param name="Area">The table to which it belongs.</param>
/// <param name="Condition">Under which circumstances.</param>
/// <param name="Name">Who does it.</param>
/// <param name="Cpu">µs of CPU.</param>
/// <param name="Bytes">Bytes allocated.</param>
internal sealed record CostLine(string Area, string Condition, string Name, Spread Cpu, Spread Bytes)
{
    /// <summary>Whether this SDK does it.</summary>
    public bool IsOurs { get; init; }
}

/// <summary>A table that explains a figure and is not judged.</summary>
/// <param name="Area">The table to which it belongs.</param>
/// <param name="Title">What it tells.</param>
/// <param name="Rows">Two columns, the first row their heads.</param>
internal sealed record Note(string Area, string Title, IReadOnlyList<(string First, string Second)> Rows);
