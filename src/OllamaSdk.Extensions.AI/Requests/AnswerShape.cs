using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>What the options of a call say of its answer.</summary>
internal sealed class AnswerShape
{
    private readonly Dictionary<string, string>? _dotted;

    public AnswerShape(ChatOptions? options)
    {
        HidesReasoning = options?.Reasoning?.Output == ReasoningOutput.None;
        foreach (var tool in options?.Tools ?? [])
        {
            if (tool.Name.Contains('.', StringComparison.Ordinal))
            {
                (_dotted ??= new(StringComparer.Ordinal))[WithoutDots(tool.Name)] = tool.Name;
            }
        }
    }

    /// <summary>Whether what the model thought is not to be told.</summary>
    public bool HidesReasoning { get; }

    /// <summary>The name for the OpenAI-compatible API, many of whose servers refuse a dot.</summary>
    public static string WithoutDots(string name) => name.Replace('.', '_');

    /// <summary>The function's own name, which a server may know without its dots.</summary>
    public string NameOf(string called) => _dotted?.GetValueOrDefault(called) ?? called;
}
