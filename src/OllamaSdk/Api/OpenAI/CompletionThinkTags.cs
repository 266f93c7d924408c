namespace OllamaSdk.OpenAI;

/// <summary>Whole answers of the OpenAI-compatible API.</summary>
internal sealed class CompletionThinkTags : ThinkTags<ChatCompletion>
{
    /// <summary>Whether the server uses this name of the two; where it uses none, the other one is known to more servers.</summary>
    public static bool IsNamedReasoning(string? reasoning, string? reasoningContent) => !string.IsNullOrEmpty(reasoning) && string.IsNullOrEmpty(reasoningContent);

    public override void Split(ChatCompletion item, bool isWhole)
    {
        foreach (var message in item.Choices.Select(choice => choice?.MessageOnWire).OfType<ChatCompletionMessage>())
        {
            if (message.ContentOnWire is { IsText: true } content && ThinkSplitter.Split(content.Text) is { Thinking: var thinking } pieces && pieces.Text != content.Text)
            {
                message.ContentOnWire = pieces.Text;
                if (IsNamedReasoning(message.ReasoningOnWire, message.ReasoningContentOnWire))
                {
                    message.ReasoningOnWire += thinking;
                }
                else if (thinking.Length > 0)
                {
                    message.ReasoningContentOnWire += thinking;
                }
            }
        }
    }
}

/// <summary>Their streams, in which each choice has a text of its own.</summary>
internal sealed class ChunkThinkTags : ThinkTags<ChatCompletionChunk>
{
    private readonly Dictionary<int, ThinkSplitter> _splitters = [];
    private ChatCompletionChunk? _last;

    public override void Split(ChatCompletionChunk item, bool isWhole)
    {
        _last = item;
        foreach (var choice in item.Choices.Where(choice => choice is not null))
        {
            if (!_splitters.TryGetValue(choice.Index ?? 0, out var splitter))
            {
                _splitters[choice.Index ?? 0] = splitter = new();
            }

            var delta = choice.DeltaOnWire;
            if (splitter.IsDone || delta?.ContentOnWire?.Parts.Count > 0)
            {
                continue;
            }

            var pieces = splitter.Add(delta?.ContentOnWire?.Text);
            pieces = choice.FinishReason is { Value.Length: > 0 } ? pieces + splitter.End() : pieces;
            if (delta is not null || pieces != new ThinkSplitter.Pieces("", ""))
            {
                Put(pieces, choice.Delta = delta ?? new());
            }
        }
    }

    public override ChatCompletionChunk? Rest()
    {
        List<ChatCompletionChunkChoice> choices = [];
        foreach (var (index, splitter) in _splitters)
        {
            if (splitter.End() is var pieces && pieces != new ThinkSplitter.Pieces("", ""))
            {
                var choice = new ChatCompletionChunkChoice { Index = index, Delta = new() };
                Put(pieces, choice.Delta);
                choices.Add(choice);
            }
        }

        return choices.Count == 0 ? null : _last! with { Choices = choices, Usage = null, AdditionalProperties = null };
    }

    private static void Put(ThinkSplitter.Pieces pieces, ChatCompletionDelta delta)
    {
        delta.Content = delta.ContentOnWire is null && pieces.Text.Length == 0 ? null : pieces.Text;
        if (CompletionThinkTags.IsNamedReasoning(delta.ReasoningOnWire, delta.ReasoningContentOnWire))
        {
            delta.ReasoningOnWire += pieces.Thinking;
        }
        else if (pieces.Thinking.Length > 0)
        {
            delta.ReasoningContentOnWire += pieces.Thinking;
        }
    }
}
