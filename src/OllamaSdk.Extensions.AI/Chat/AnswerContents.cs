using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>The contents of an answer: what was thought first, then what was said, then what is asked for.</summary>
internal static class AnswerContents
{
    /// <summary>Text and thinking; <see langword="null"/> where there is neither. Called for every piece of a stream.</summary>
    public static IList<AIContent>? Of(string text, string thinking, AnswerShape shape)
    {
        var hasThinking = thinking.Length > 0 && !shape.HidesReasoning;
        if (text.Length > 0)
        {
            return hasThinking ? [new TextReasoningContent(thinking), new TextContent(text)] : new ContentList(new TextContent(text));
        }

        return hasThinking ? new ContentList(new TextReasoningContent(thinking)) : null;
    }

    /// <summary>The same with what else there is, for a whole answer.</summary>
    public static List<AIContent> Whole(string text, string thinking, AnswerShape shape, IEnumerable<AIContent> others) => [.. Of(text, thinking, shape) ?? [], .. others];
}
