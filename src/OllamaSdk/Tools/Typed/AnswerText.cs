using OllamaSdk.OpenAI;

namespace OllamaSdk.Loop;

/// <summary>The text of an answer, or a piece of it, from whichever API.</summary>
/// <param name="Text">What should be JSON.</param>
/// <param name="Thinking">The reasoning, which is no part of the JSON.</param>
/// <param name="IsCut">Whether the model had to stop at the limit of tokens.</param>
internal readonly record struct AnswerText(string? Text, string? Thinking, bool IsCut)
{
    public static AnswerText Of(ChatResponse answer) => new(answer.Message?.Content, answer.Message?.Thinking, answer.DoneReason == DoneReason.Length);

    public static AnswerText Of(GenerateResponse answer) => new(answer.Response, answer.Thinking, answer.DoneReason == DoneReason.Length);

    public static AnswerText Of(ChatCompletion answer)
    {
        var choice = answer.Choices?.FirstOrDefault(choice => (choice.Index ?? 0) == 0);
        return new(choice?.Message?.Content?.Text, choice?.Message?.ReasoningText, choice?.FinishReason == FinishReason.Length);
    }

    public static AnswerText Of(ChatCompletionChunk chunk)
    {
        var choice = chunk.Choices?.FirstOrDefault(choice => (choice.Index ?? 0) == 0);
        return new(choice?.Delta?.Content, choice?.Delta?.ReasoningContent ?? choice?.Delta?.Reasoning, choice?.FinishReason == FinishReason.Length);
    }
}
