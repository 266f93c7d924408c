namespace OllamaSdk.Faults.Table;

/// <summary>A row of the fault matrix, as specified.</summary>
internal sealed record FaultRow(string Id, string Fault, string Injected, string Outcome, string Kept, string Retried, string MustHold)
{
    public static IReadOnlyList<FaultRow> All() => [.. TabbedFile.Read("rows.tsv").Select(cells => new FaultRow(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]))];
}

/// <summary>Where this SDK does not do what a row says, on purpose, or where a row cannot be run.</summary>
/// <param name="Row">The row.</param>
/// <param name="Instead">What holds here instead; <see cref="CannotBeRun"/> where the row has no test.</param>
/// <param name="Why">Why, or where it is decided.</param>
internal sealed record Difference(string Row, string Instead, string Why)
{
    public const string CannotBeRun = "cannot be run";

    public static IReadOnlyDictionary<string, Difference> All() =>
        TabbedFile.Read("differences.tsv").Select(cells => new Difference(cells[0], cells[1], cells[2])).ToDictionary(difference => difference.Row);
}

/// <summary>The two lists beside this program. Their first line names the columns.</summary>
internal static class TabbedFile
{
    public static IEnumerable<string[]> Read(string name) =>
        File.ReadLines(Repository.PathOf("tests", "OllamaSdk.Faults", name)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t'));
}
