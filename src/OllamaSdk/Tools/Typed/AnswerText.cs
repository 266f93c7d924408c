using OllamaSdk.OpenAI;

namespace OllamaSdk.Loop;

/// <summary>The text of an answer, or a piece of it, from whichever API.</summary>
/// <param name="Text">What should be JSON.</param>
/// <param name="Thinking">The reasoning, which is no part of the JSON.</param>
/// <param name="HitTokenLimit">Whether it ended because no more tokens were allowed.</param>
/// <param name="HasCalls">Whether the model asked for tools.</param>
internal readonly record struct AnswerText(string? Text, string? Thinking, bool HitTokenLimit, bool HasCalls)
{
    public static AnswerText Of(OllamaChatResponse answer) =>
        new(answer.MessageOnWire?.Content, answer.MessageOnWire?.Thinking, answer.HitTokenLimit, answer.MessageOnWire?.ToolCalls is { Count: > 0 });

    public static AnswerText Of(GenerateResponse answer) => new(answer.Response, answer.Thinking, answer.HitTokenLimit, false);

    public static AnswerText Of(ChatCompletion answer)
    {
        var choice = answer.Choices.FirstOrDefault(choice => choice is { Index: null or 0 });
        var message = choice?.MessageOnWire;
        return Of(message?.Content.Text, message?.RefusalText, message?.ReasoningText, choice?.HitTokenLimit, message?.ToolCalls.Count);
    }

    public static AnswerText Of(ChatCompletionChunk chunk)
    {
        var choice = chunk.Choices.FirstOrDefault(choice => choice is { Index: null or 0 });
        var delta = choice?.DeltaOnWire;
        return Of(delta?.Content, delta?.RefusalText, delta?.ReasoningText, choice?.HitTokenLimit, delta?.ToolCalls.Count);
    }

    // A refusal stands where the text should be.
    private static AnswerText Of(string? text, string? refusal, string? thinking, bool? hitTokenLimit, int? calls) =>
        new(string.IsNullOrEmpty(text) ? refusal : text, thinking, hitTokenLimit == true, calls > 0);
}
