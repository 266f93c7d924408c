namespace OllamaSdk.OpenApi.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--chek")]
    [InlineData("--out")]
    public void An_unknown_or_incomplete_argument_is_named_with_the_usage(string argument)
    {
        var run = ToolRun.Of(argument);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"'{argument}'", run.Error, StringComparison.Ordinal);
        Assert.Contains("usage:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_descriptions_is_an_error()
    {
        using var workspace = new Workspace();

        var run = workspace.Run();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has no .yaml files", run.Error, StringComparison.Ordinal);
    }
}
