namespace OllamaSdk.Extensions.AI.Tests.Frameworks;

internal static partial class Travel
{
    /// <summary>Tells the temperature.</summary>
    /// <param name="city">The city's name.</param>
    /// <param name="days">How many days ahead.</param>
    [LlmTool]
    public static string Temperature(string city, int days = 0) => $"{city}: {20 + days} degrees";

    /// <summary>Wants it otherwise.</summary>
    [LlmTool]
    public static string Book(string hotel) => throw new ToolRetryException($"{hotel} is full; ask for another.");
}
