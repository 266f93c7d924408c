using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;

namespace OllamaSdk.Extensions.AI.Tests.Mcp;

/// <summary>Tools of every kind that an MCP server tells apart.</summary>
internal static partial class Shop
{
    public static TaskCompletionSource Waiting { get; set; } = new();

    public static TaskCompletionSource Cancelled { get; set; } = new();

    public static TaskCompletionSource Heard { get; set; } = new();

    internal sealed record Item(string Name, int Price);

    /// <summary>Finds an item.</summary>
    /// <param name="name">What it is called.</param>
    [LlmTool(ReadOnly = true)]
    public static Item Find([MinLength(2)] string name) => new(name, 7);

    /// <summary>Counts.</summary>
    [LlmTool]
    public static int Count() => 3;

    /// <summary>Lists the names.</summary>
    [LlmTool]
    public static List<string> Names() => ["Käse", "\"Brot\""];

    /// <summary>Says something.</summary>
    [LlmTool(Destructive = true)]
    public static string Say(string words) => words;

    /// <summary>Wants it otherwise.</summary>
    [LlmTool]
    public static Item Retry() => throw new ToolRetryException("Ask for the list first.");

    /// <summary>Says that it failed.</summary>
    [LlmTool]
    public static ToolResult Report() => ToolResult.Error("Sold out.");

    /// <summary>Fails.</summary>
    [LlmTool]
    public static Item Fail() => throw new InvalidOperationException("the password is secret");

    /// <summary>Draws.</summary>
    [LlmTool]
    public static ToolResult Draw() => ToolResult.WithImages("Here.", LlmImage.FromBytes(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }));

    /// <summary>Divides by zero.</summary>
    [LlmTool]
    public static double? Ratio() => double.NaN;

    /// <summary>Waits for ever.</summary>
    [LlmTool]
    public static async Task Wait(CancellationToken cancellationToken)
    {
        Waiting.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Cancelled.TrySetResult();
        }
    }

    /// <summary>Has little time.</summary>
    [LlmTool(TimeoutMilliseconds = 1)]
    public static Task Hurry(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    /// <summary>Tells how far it is, and goes on when somebody has heard it.</summary>
    [LlmTool]
    public static async Task<string> Work(IProgress<string> progress, CancellationToken cancellationToken)
    {
        progress.Report("half");
        await Heard.Task.WaitAsync(cancellationToken);
        return "done";
    }

    /// <summary>Asks a service.</summary>
    [LlmTool]
    public static string Serve([FromToolServices] IServiceScopeFactory scopes) => scopes is null ? "none" : "a service";
}
