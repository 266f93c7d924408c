using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>The contents of an answer: what was thought first, then what was said, then what is asked for.</summary>
internal static class AnswerContents
{
    /// <summary>Text and thinking; <see langword="null"/> where there is neither. Called for every piece of a stream.</summary>
    public static List<AIContent>? Of(string text, string thinking, AnswerShape shape)
    {
        var hasThinking = thinking.Length > 0 && !shape.HidesReasoning;
        if (text.Length > 0)
        {
            return hasThinking ? [new TextReasoningContent(thinking), new TextContent(text)] : One(new TextContent(text));
        }

        return hasThinking ? One(new TextReasoningContent(thinking)) : null;
    }

    // A list with room for one: most pieces have one, and nearly none gets another.
    private static List<AIContent> One(AIContent content) => new(1) { content };
}
