namespace OllamaSdk.OpenApi.Tests;

/// <summary>The tool as its command line shows it.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static ToolRun Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return new(OpenApiTool.Run(args, output, error), output.ToString(), error.ToString());
    }
}
