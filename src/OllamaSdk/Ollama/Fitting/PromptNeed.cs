using OllamaSdk.Prompting;

namespace OllamaSdk.Fitting;

/// <summary>How much of a context a request needs.</summary>
/// <param name="Prompt">The tokens of the prompt, by estimate and rather too many.</param>
/// <param name="Answer">The tokens to be kept free for the answer.</param>
internal readonly record struct PromptNeed(long Prompt, int Answer)
{
    // Where the request names no limit of its own.
    private const int UsualAnswer = 2048;

    public long Total => Prompt + Answer;

    public static PromptNeed Of(PromptGuard guard, OllamaChatRequest request) => new(PromptSize.Of(guard, request) ?? 0, Room(request.Options));

    public static PromptNeed Of(PromptGuard guard, GenerateRequest request) => new(PromptSize.Of(guard, request) ?? 0, Room(request.Options));

    /// <summary>There is no answer to make room for.</summary>
    public static PromptNeed Of(PromptGuard guard, EmbedRequest request) => new(PromptSize.Of(guard, request) ?? 0, 0);

    private static int Room(ModelOptions? options) => options?.NumPredict is > 0 and { } most ? most : UsualAnswer;
}
