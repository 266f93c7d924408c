namespace OllamaSdk.Faults.Mutations;

/// <summary>The faults. Each is one that somebody could write.</summary>
internal static class MutationList
{
    public static IReadOnlyList<Mutation> All { get; } = [];
}
