using OllamaSdk.Prompting;

namespace OllamaSdk.Fitting;

/// <summary>How much of a context a request needs.</summary>
/// <param name="Prompt">The tokens of the prompt, by estimate and rather too many.</param>
/// <param name="Answer">The tokens to be kept free for the answer.</param>
internal readonly record struct PromptNeed(long Prompt, int Answer)
{
    // Where the request names no limit of its own.
    private const int UsualAnswer = 2048;

    // Most models that see make a few hundred of one picture, some more than a thousand.
    private const int Picture = 1024;

    // What templates and tokenizers put around a text.
    private const int Frame = 16;

    public long Total => Prompt + Answer;

    public static PromptNeed Of(PromptGuard guard, IPromptRequest request, ModelOptions? options)
    {
        var reading = new PromptReading();
        request.Read(ref reading);
        return new(guard.Estimate(request) + ((long)reading.Images * Picture), options?.NumPredict is > 0 and { } most ? most : UsualAnswer);
    }

    /// <summary>That of texts that are embedded one by one: there is no answer to make room for.</summary>
    public static PromptNeed Of(PromptGuard guard, string model, IReadOnlyList<string>? texts) =>
        new(texts is not { Count: > 0 } ? 0 : texts.Max(text => guard.Estimate(new GenerateRequest { Model = model, Prompt = text }) + Frame), 0);
}
