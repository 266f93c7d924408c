namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>What a request asks, whatever its form.</summary>
/// <param name="Question">The text that the answer repeats.</param>
/// <param name="Tokens">The length of everything the model would read.</param>
/// <param name="IsEmpty">Nothing is asked: the request only loads or unloads the model.</param>
/// <param name="HasImages">Whether there are pictures to look at.</param>
internal sealed record Prompt(string Question, int Tokens, bool IsEmpty, bool HasImages)
{
    /// <summary>The last message, whoever wrote it: what scripts look at.</summary>
    public string Last { get; init; } = Question;

    /// <summary>The tools that may be called.</summary>
    public IReadOnlyList<OfferedTool> Tools { get; init; } = [];

    /// <summary>What tools have said since somebody else spoke last.</summary>
    public IReadOnlyList<string> ToolResults { get; init; } = [];
}
