using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Reading;

/// <summary>What a request asks, whatever its form.</summary>
/// <param name="Messages">The oldest first.</param>
internal sealed record Prompt(IReadOnlyList<PromptMessage> Messages)
{
    /// <summary>Nothing is asked: the request only loads or unloads the model.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>The text goes to the model as it is, without a template.</summary>
    public bool IsRaw { get; init; }

    /// <summary>What comes after the text that the model is to write; empty where it only goes on.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The tokens of earlier requests that this one goes on from.</summary>
    public IReadOnlyList<int> Context { get; init; } = [];

    /// <summary>The tools that may be called.</summary>
    public IReadOnlyList<OfferedTool> Tools { get; init; } = [];

    /// <summary>The tools as the model reads them: each as JSON.</summary>
    public IReadOnlyList<string> ToolTexts { get; init; } = [];

    /// <summary>Whether there are pictures to look at.</summary>
    public bool HasImages => Messages.Any(message => message.Images.Count > 0);

    /// <summary>The last message, whoever wrote it: what scripts look at.</summary>
    public string Last => Messages.Count > 0 ? Messages[^1].Content : "";

    /// <summary>The text that the answer repeats.</summary>
    public string Question => Messages.LastOrDefault(message => message.Role == "user") is { Content.Length: > 0 } asked ? asked.Content : Last;

    /// <summary>What tools have said since somebody else spoke last.</summary>
    public IReadOnlyList<string> ToolResults => [.. Messages.Reverse().TakeWhile(message => message.Role == "tool").Reverse().Select(message => message.Content)];
}

/// <param name="Role">In small letters.</param>
/// <param name="Content">The words.</param>
internal sealed record PromptMessage(string Role, string Content)
{
    public string Thinking { get; init; } = "";

    /// <summary>In base64.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    public IReadOnlyList<CalledTool> Calls { get; init; } = [];
}
