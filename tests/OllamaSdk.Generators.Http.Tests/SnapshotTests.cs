using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Http.Tests;

/// <summary>What is emitted, in whole; and that it compiles without a warning at C# 12.</summary>
public class SnapshotTests
{
    private static readonly Snapshots _snapshots = new("OllamaSdk.Generators.Http.Tests");

    public static TheoryData<string> Cases() => [.. _snapshots.Cases()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Emitted_code_is_the_golden_one(string name)
    {
        var run = HttpSnippets.Harness.Run(_snapshots.Input(name));

        Assert.Empty(run.Diagnostics);
        _snapshots.Check(name, run.Sources);
        run.AssertCompiles();
    }

    [Fact]
    public void Lines_end_with_a_line_feed_only()
    {
        var run = HttpSnippets.Harness.Run(_snapshots.Input("Values"));

        Assert.All(run.Sources, file => Assert.DoesNotContain('\r', file.Text));
    }
}
