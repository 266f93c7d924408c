using System.Text;

namespace OllamaSdk.Faults.Table;

/// <summary>The table in docs/faults.md: what each row asks for, what holds, and which tests say so.</summary>
internal static class FaultPage
{
    private static readonly (char Letter, string Title)[] s_groups =
    [
        ('A', "Connecting"), ('B', "Before the headers"), ('C', "The body and its framing"), ('D', "JSON"), ('E', "Server-sent events"), ('F', "Statuses and headers"),
        ('G', "Retry and fallback"), ('H', "Cancelling and leaving"), ('I', "Transfers"), ('J', "Tools"), ('K', "Input and secrets"), ('L', "The launcher"),
    ];

    /// <summary>Writes the table, or compares it with the one that is there.</summary>
    /// <returns>The program's exit code: 1 where a row has no passing test, or where the page tells something else.</returns>
    public static int Write(string results, bool check)
    {
        var tests = TestResult.Read(results).ToLookup(test => test.Row);
        var differences = Difference.All();
        var rows = FaultRow.All().Select(row => new RowState(row, [.. tests[row.Id]], differences.GetValueOrDefault(row.Id))).ToList();
        foreach (var row in rows.Where(row => !row.IsSettled))
        {
            Console.Error.WriteLine($"{row.Row.Id} {row.Row.Fault}: {row.State}");
        }

        foreach (var stranger in tests.Select(group => group.Key).Except(rows.Select(row => row.Row.Id)))
        {
            Console.Error.WriteLine($"{stranger} is no row of rows.tsv, but a test bears its name.");
        }

        var same = MarkedBlock.Put("docs/faults.md", "table", Render(rows), check);
        Console.WriteLine(Summary(rows));
        if (!same)
        {
            Console.Error.WriteLine("docs/faults.md tells something else than these results: run the command without --check.");
        }

        return same && rows.TrueForAll(row => row.IsSettled) ? 0 : 1;
    }

    private static string Summary(IReadOnlyList<RowState> rows) =>
        $"{rows.Count} rows: {rows.Count(row => row.State == RowState.Holds)} hold as specified, {rows.Count(row => row.State == RowState.HoldsOtherwise)} hold otherwise on purpose, "
        + $"{rows.Count(row => row.State == RowState.CannotBeRun)} cannot be run here.";

    private static string Render(IReadOnlyList<RowState> rows)
    {
        var text = new StringBuilder($"{Summary(rows)}\n");
        foreach (var (letter, title) in s_groups)
        {
            text.Append($"\n### {letter}: {title}\n\n| row | fault | comes out | through | cut | tests |\n|---|---|---|---|---|---|\n");
            foreach (var row in rows.Where(row => row.Row.Id[0] == letter))
            {
                text.Append(row.Render());
            }
        }

        return text.ToString();
    }
}
