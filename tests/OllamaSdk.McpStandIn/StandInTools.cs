namespace OllamaSdk.McpStandIn;

internal static partial class StandInTools
{
    /// <summary>Gives the text back.</summary>
    [LlmTool(Name = "echo", ReadOnly = true)]
    public static string Echo(string text) => $"echo of {text}";

    /// <summary>Tells an environment variable.</summary>
    [LlmTool(Name = "variable", ReadOnly = true)]
    public static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "not set";

    /// <summary>Never ends by itself.</summary>
    [LlmTool(Name = "wait")]
    public static async Task WaitAsync(CancellationToken cancellationToken)
    {
        Console.Error.WriteLine("waiting");
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    /// <summary>Fails.</summary>
    [LlmTool(Name = "fail")]
    public static string Fail() => throw new ToolRetryException("out of luck");

    /// <summary>Ends the server.</summary>
    [LlmTool(Name = "die")]
    public static string Die()
    {
        Environment.Exit(3);
        return "";
    }
}
