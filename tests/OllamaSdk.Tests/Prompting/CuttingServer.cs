using Microsoft.ML.Tokenizers;

namespace OllamaSdk.Tests.Prompting;

/// <summary>How a server shortens a prompt without messages that is longer than the window.</summary>
internal enum CutHabit
{
    /// <summary>To the window exactly: the beginning and the end are kept.</summary>
    ToWindow,

    /// <summary>By whole halves of the window, so that between half and all of it is left.</summary>
    ByHalves,

    /// <summary>To half of the window.</summary>
    ToHalf,
}

/// <summary>Counts and cuts prompts as servers do, by a real tokenizer, and knows what it did.</summary>
internal sealed class CuttingServer(Tokenizer tokenizer, int window)
{
    private readonly Dictionary<string, int> _counts = [];

    public int Window => window;

    public CutHabit Habit { get; init; }

    /// <summary>Tokens that the template adds to each message.</summary>
    public int Overhead { get; init; } = 5;

    /// <summary>Whether thinking stays in the last answer only, as templates of thinking models have it.</summary>
    public bool DropsEarlierThinking { get; init; } = true;

    /// <summary>Whether tools are in the prompt only where a person spoke last, as templates of Llama 3.1 and Mistral have it.</summary>
    public bool ToolsOnlyForUser { get; init; }

    public (int Counted, bool IsCut) Count(GenerateRequest request)
    {
        var all = (request.System is null ? 0 : Tokens(request.System) + Overhead) + Tokens(request.Prompt!) + Overhead;
        if (all <= window)
        {
            return (all, false);
        }

        return (Habit switch
        {
            CutHabit.ToWindow => window,
            CutHabit.ByHalves => window / 2 + ((all - window / 2) % (window / 2)),
            _ => window / 2,
        }, true);
    }

    public (int Counted, bool IsCut) Count(OllamaChatRequest request)
    {
        var messages = request.Messages!;
        var counts = messages.Select((message, i) => Overhead + Tokens(message.Content)
            + (DropsEarlierThinking && i < messages.Count - 1 ? 0 : Tokens(message.Thinking))).ToList();
        var tools = request.Tools is null || (ToolsOnlyForUser && messages[^1].Role != LlmRole.User) ? 0 : Tokens(string.Join('\n', request.Tools.Select(tool => $"{tool.Function!.Name} {tool.Function.Description} {tool.Function.Parameters}")));
        var first = messages[0].Role == LlmRole.System ? 1 : 0;
        var from = first;
        int Sum() => tools + counts.Take(first).Sum() + counts.Skip(from).Sum();
        while (Sum() > window && from < messages.Count - 1)
        {
            from++;
        }

        var left = Sum();
        return left > window ? (window / 2, true) : (left, from > first);
    }

    private int Tokens(string text)
    {
        if (!_counts.TryGetValue(text, out var count))
        {
            _counts[text] = count = tokenizer.CountTokens(text);
        }

        return count;
    }
}
