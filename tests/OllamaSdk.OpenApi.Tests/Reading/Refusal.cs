namespace OllamaSdk.OpenApi.Tests.Reading;

internal static class Refusal
{
    /// <summary>Asserts that the description has one problem, in the marked line, and that nothing was written because of it.</summary>
    public static void Assert(string yaml, string pointer, string message)
    {
        using var workspace = new Workspace();
        var path = workspace.Describe("test.yaml", yaml);

        var run = workspace.Run();

        Xunit.Assert.Equal(1, run.ExitCode);
        var problem = Xunit.Assert.Single(run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Xunit.Assert.StartsWith($"{path}:{ApiYaml.MarkedLine(yaml)}: {pointer}: ", problem, StringComparison.Ordinal);
        Xunit.Assert.Contains(message, problem, StringComparison.Ordinal);
        Xunit.Assert.False(Directory.Exists(workspace.Output));
    }
}
