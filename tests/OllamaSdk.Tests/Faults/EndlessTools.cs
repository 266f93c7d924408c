using System.Text.Json.Serialization;

namespace OllamaSdk.Tests.Faults;

/// <summary>Tools whose results cannot be written to their end.</summary>
internal static partial class EndlessTools
{
    [LlmTool("Without end.")]
    public static IEnumerable<string> Endless()
    {
        while (true)
        {
            yield return new string('x', 10_000);
        }
    }

    [LlmTool("Without end, one after the other.")]
    public static async IAsyncEnumerable<string> Trickle()
    {
        while (true)
        {
            await Task.CompletedTask;
            yield return new string('x', 10_000);
        }
    }

    [LlmTool("Part of itself.")]
    public static Link Ring()
    {
        var ring = new Link();
        ring.Next = ring;
        return ring;
    }

    [LlmTool("Of a kind that its base does not name.")]
    public static Named Unnamed() => new Other();

    internal sealed class Link
    {
        public Link? Next { get; set; }
    }

    [JsonDerivedType(typeof(Known), "known")]
    internal abstract record Named;

    internal sealed record Known : Named;

    internal sealed record Other : Named;
}
