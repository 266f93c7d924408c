namespace OllamaSdk.Benchmarks.Figures;

/// <summary>What a run has measured so far.</summary>
internal sealed class Results
{
    public List<CostLine> Costs { get; } = [];

    public List<Figure> Figures { get; } = [];

    public List<Note> Notes { get; } = [];

    public List<Curve> Curves { get; } = [];

    /// <summary>Areas in the order in which they were measured.</summary>
    public IEnumerable<string> Areas => Costs.Select(line => line.Area).Concat(Figures.Select(figure => figure.Area)).Distinct();

    public bool AllReached => Figures.All(figure => figure.Reached);

    /// <summary>Keeps what each candidate costs.</summary>
    /// <param name="area">The table.</param>
    /// <param name="condition">Under which circumstances.</param>
    /// <param name="names">The candidates.</param>
    /// <param name="costs">Those of each candidate, one for every round.</param>
    /// <param name="ours">Which of them are this SDK.</param>
    public void Add(string area, string condition, IReadOnlyList<string> names, Cost[][] costs, Func<string, bool> ours)
    {
        for (var i = 0; i < names.Count; i++)
        {
            Costs.Add(new CostLine(area, condition, names[i], Spread.Of(costs[i].Select(cost => cost.CpuMicroseconds)), Spread.Of(costs[i].Select(cost => cost.Bytes))) { IsOurs = ours(names[i]) });
        }
    }

    public void Judge(string area, string name, string condition, IEnumerable<double> values, string unit, Bound aim) =>
        Figures.Add(new Figure(area, name, condition, Spread.Of(values), unit, aim));

    /// <summary>The same less one area.</summary>
    public Results Without(string area)
    {
        var rest = new Results();
        rest.Costs.AddRange(Costs.Where(line => line.Area != area));
        rest.Figures.AddRange(Figures.Where(figure => figure.Area != area));
        rest.Notes.AddRange(Notes.Where(note => note.Area != area));
        return rest;
    }
}
