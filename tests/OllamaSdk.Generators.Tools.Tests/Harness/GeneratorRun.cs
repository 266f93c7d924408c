using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OllamaSdk.Generators.Testing;

/// <summary>What one run of the generator made, and the driver's state after it.</summary>
internal sealed class GeneratorRun(GeneratorHarness harness, GeneratorDriver driver, CSharpCompilation input)
{
    private readonly GeneratorRunResult _result = driver.GetRunResult().Results.Single();

    public IReadOnlyList<SourceFile> Sources =>
        _result.GeneratedSources.Select(s => new SourceFile(s.HintName, s.SourceText.ToString())).ToList();

    public IReadOnlyList<Diagnostic> Diagnostics => _result.Diagnostics;

    /// <summary>The names of the steps that ran.</summary>
    public IReadOnlyCollection<string> Steps => _result.TrackedSteps.Keys.ToList();

    /// <summary>The input together with what was emitted.</summary>
    public Compilation Output => input.AddSyntaxTrees(_result.GeneratedSources.Select(s => s.SyntaxTree));

    /// <summary>Runs on another compilation, from the state that this run left.</summary>
    public GeneratorRun RunAgain(CSharpCompilation next) => new(harness, driver.RunGenerators(next), next);

    /// <summary>Runs again after a change of the project.</summary>
    public GeneratorRun RunAfter(Func<CSharpCompilation, CSharpCompilation> change) => RunAgain(change(input));

    /// <summary>Runs again after one file was replaced.</summary>
    public GeneratorRun RunAfterEdit(string path, Func<string, string> edit)
    {
        var tree = input.SyntaxTrees.Single(t => t.FilePath == path);
        var before = tree.ToString();
        var after = edit(before);
        Assert.NotEqual(before, after);
        return RunAgain(input.ReplaceSyntaxTree(tree, GeneratorHarness.Parse(new(path, after))));
    }

    /// <summary>How each value of a step came about: one entry per interface, type or whatever the step is about.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        _result.TrackedSteps.TryGetValue(step, out var runs) ? ReasonsOf(runs) : [];

    /// <summary>How each output came about; <c>Cached</c> means that its source was not even written again.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons() =>
        ReasonsOf(_result.TrackedOutputSteps.SelectMany(step => step.Value));

    /// <summary>Demands that no step of ours computed anything new and that no output was made again.</summary>
    public void AssertCached()
    {
        foreach (var step in harness.StepNames)
        {
            Assert.All(Reasons(step), reason => Assert.True(
                reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                $"Step '{step}' is {reason} in a second run on the same source: its values do not compare as equal."));
        }

        Assert.All(OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    /// <summary>Demands that what was emitted compiles without an error or a warning, and the input without an error.</summary>
    public void AssertCompiles()
    {
        var generated = _result.GeneratedSources.Select(s => s.SyntaxTree).ToHashSet();
        var found = Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d =>
            d.Severity == DiagnosticSeverity.Error
            || (d.Severity == DiagnosticSeverity.Warning && d.Location.SourceTree is { } tree && generated.Contains(tree)));
        Assert.Empty(found);
    }

    private static List<IncrementalStepRunReason> ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> runs) =>
        runs.SelectMany(run => run.Outputs).Select(output => output.Reason).ToList();
}
