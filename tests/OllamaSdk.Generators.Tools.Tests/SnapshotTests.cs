using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>What is emitted, in whole; and that it compiles without a warning at C# 12 with nullable on.</summary>
public class SnapshotTests
{
    private static readonly Snapshots _snapshots = new("OllamaSdk.Generators.Tools.Tests");

    public static TheoryData<string> Cases() => [.. _snapshots.Cases()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Emitted_code_is_the_golden_one(string name)
    {
        var run = ToolSnippets.Run(_snapshots.Input(name));

        Assert.DoesNotContain(run.Diagnostics, d => d.Severity > DiagnosticSeverity.Info);
        _snapshots.Check(name, run.Sources);
        run.AssertCompiles();
    }

    [Fact]
    public void Lines_end_with_a_line_feed_only()
    {
        var run = ToolSnippets.Run(_snapshots.Input("Weather"));

        Assert.All(run.Sources, file => Assert.DoesNotContain('\r', file.Text));
    }
}
