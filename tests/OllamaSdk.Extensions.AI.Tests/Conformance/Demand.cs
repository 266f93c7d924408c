namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>One thing that an adapter must do, in the words of the table that tells who does.</summary>
/// <param name="Area">What it is about.</param>
/// <param name="Name">What must be so.</param>
/// <param name="Meet">Throws an <see cref="UnmetException"/> where it is not so.</param>
public sealed record Demand(string Area, string Name, Func<Subject, Task> Meet)
{
    /// <summary>All of them. They know no test framework, so that a program can ask them of any adapter.</summary>
    public static IReadOnlyList<Demand> All { get; } =
        [.. ChatDemands.All, .. OptionDemands.All, .. ToolDemands.All, .. TypedDemands.All, .. MiddlewareDemands.All, .. FailureDemands.All, .. EmbeddingDemands.All];

    public override string ToString() => $"{Area}: {Name}";
}
