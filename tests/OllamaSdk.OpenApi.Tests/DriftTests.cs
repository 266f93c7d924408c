namespace OllamaSdk.OpenApi.Tests;

/// <summary>The description and the committed C# never part.</summary>
public sealed class DriftTests
{
    [Fact]
    public void Committed_files_are_those_of_the_descriptions()
    {
        using var workspace = new Workspace();

        var run = ToolRun.Of("--out", workspace.Output);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Repository.ReadFolder(Repository.Generated), workspace.ReadOutput());
        Assert.Equal(0, ToolRun.Of("--check").ExitCode);
    }

    [Fact]
    public void A_new_field_fails_the_check_until_it_is_generated()
    {
        using var workspace = Workspace.WithRealDescriptions();
        workspace.Generate("Ollama/OllamaChatRequest.cs");
        const string Anchor = "    OllamaChatRequest:\n      type: object\n";
        var path = Path.Combine(workspace.Descriptions, "ollama.yaml");
        var (before, after) = File.ReadAllText(path).Split("      properties:\n        model:", 2) is [var head, var tail] && head.Contains(Anchor, StringComparison.Ordinal)
            ? (head, tail)
            : throw new InvalidOperationException("OllamaChatRequest is no longer the first object with a model.");
        File.WriteAllText(path, $"""
            {before}      properties:
                    draft_budget:
                      type: integer
                      format: int32
                      description: Most tokens to draft.
                    model:{after}
            """);

        var check = workspace.Run("--check");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("Ollama/OllamaChatRequest.cs: differs", check.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("OllamaChatResponse", check.Error, StringComparison.Ordinal);
        Assert.Contains("run: dotnet run --project generators/OllamaSdk.OpenApi", check.Error, StringComparison.Ordinal);

        var code = workspace.Generate("Ollama/OllamaChatRequest.cs");

        Assert.Contains("""
                /// <summary>Most tokens to draft.</summary>
                /// <remarks>Wire name: <c>draft_budget</c>.</remarks>
                [JsonPropertyName("draft_budget")]
                public int? DraftBudget { get; set; }
            """, code, StringComparison.Ordinal);
        Assert.Equal(0, workspace.Run("--check").ExitCode);
    }

    [Fact]
    public void Files_that_nothing_describes_are_reported_and_deleted()
    {
        using var workspace = Workspace.With(ApiYaml.Of());
        workspace.Generate("Mine/Thing.cs");
        var stale = Path.Combine(workspace.Output, "Mine", "Gone.cs");
        File.WriteAllText(stale, "");

        var check = workspace.Run("--check");

        Assert.Equal(1, check.ExitCode);
        Assert.StartsWith("Mine/Gone.cs: is no longer described", check.Error, StringComparison.Ordinal);
        Assert.Equal(0, workspace.Run().ExitCode);
        Assert.False(File.Exists(stale));
    }

    [Fact]
    public void Missing_files_are_reported_and_the_check_writes_nothing()
    {
        using var workspace = Workspace.With(ApiYaml.Of());

        var check = workspace.Run("--check");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("Mine/Thing.cs: is missing", check.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Output));
    }
}
