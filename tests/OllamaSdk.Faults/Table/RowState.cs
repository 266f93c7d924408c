namespace OllamaSdk.Faults.Table;

/// <summary>A row and what its tests came to.</summary>
internal sealed class RowState(FaultRow row, IReadOnlyList<TestResult> tests, Difference? difference)
{
    public const string Holds = "holds";
    public const string HoldsOtherwise = "holds otherwise";
    public const string CannotBeRun = "cannot be run here";

    // Where a parameter's value says which client a test went through. Lines and Events are calls of the interfaces.
    private static readonly (string Value, string Client)[] s_clients =
    [
        ("Native", "native"), ("Lines", "native"), ("V1", "/v1"), ("Events", "/v1"), ("V1Client", "/v1"), ("V1Interface", "/v1"), ("Llm", "LlmClient"), ("LlmV1", "LlmClient"),
    ];

    private static readonly (string Value, string Cut)[] s_cuts = [("Whole", "whole"), ("Bytes", "bytes"), ("Each", "each place")];

    public FaultRow Row => row;

    public bool IsSettled => State is Holds or HoldsOtherwise or CannotBeRun;

    public string State =>
        tests.Count == 0 ? difference?.Instead == Difference.CannotBeRun ? CannotBeRun : "no test bears its name"
        : tests.Any(test => test.Result == "Failed") ? "fails"
        : tests.All(test => test.Result != "Passed") ? "skipped by every test"
        : difference is null ? Holds : HoldsOtherwise;

    public string Render()
    {
        var outcome = difference is null ? row.Outcome
            : State == CannotBeRun ? $"{row.Outcome}. **Cannot be run here**: {difference.Why}"
            : $"**{difference.Instead}** ({difference.Why}); the matrix asks for: {row.Outcome}";
        var names = tests.Select(test => test.Test).Distinct().Order(StringComparer.Ordinal).Select(test => $"`{test}`");
        return $"| {row.Id} | {Cell(row.Fault)} | {Cell(outcome)} | {Values(s_clients)} | {Values(s_cuts)} | {string.Join("<br>", names)} |\n";
    }

    private string Values((string Value, string Name)[] known) =>
        string.Join(", ", known.Where(pair => tests.Any(test => test.Names(pair.Value))).Select(pair => pair.Name).Distinct());

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
