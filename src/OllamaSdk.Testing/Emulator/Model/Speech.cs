namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>What is to be said, before the limits of a request are put to it.</summary>
/// <param name="Content">The words of the answer.</param>
/// <param name="Thinking">The thoughts before them; empty for none.</param>
internal sealed record Speech(string Content, string Thinking)
{
    /// <summary>The tools that are called after the words.</summary>
    public IReadOnlyList<CalledTool> Calls { get; init; } = [];
}
