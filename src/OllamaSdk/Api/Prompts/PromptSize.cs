namespace OllamaSdk.Prompting;

/// <summary>How many tokens a request's prompt has by estimate, and rather too many.</summary>
internal static class PromptSize
{
    // Most models that see make a few hundred of one picture, some more than a thousand.
    private const int Picture = 1024;

    // What templates put around each message, and tokenizers around each text.
    private const int Frame = 8;

    /// <returns><see langword="null"/> where the request is none with a prompt.</returns>
    public static long? Of(PromptGuard guard, object? request) => request switch
    {
        OllamaChatRequest chat => Of(guard, chat) + Pictures(chat.Messages?.Sum(message => message.Images?.Count ?? 0)),
        GenerateRequest generate => Of(guard, generate) + Pictures(generate.Images?.Count),
        // The texts are read one by one: what must fit in is the longest.
        EmbedRequest embed => embed.Input?.Texts is { Count: > 0 } texts ? texts.Max(text => Of(guard, new GenerateRequest { Model = embed.Model, Prompt = text })) : 0,
        IPromptRequest other => Of(guard, other),
        _ => null,
    };

    // The estimate is as often too low as too high.
    private static long Of(PromptGuard guard, IPromptRequest request) => ((long)guard.Estimate(request) * 6 / 5) + (Frame * Math.Max(1, request.PromptParts));

    private static long Pictures(int? count) => (long)Picture * (count ?? 0);
}
