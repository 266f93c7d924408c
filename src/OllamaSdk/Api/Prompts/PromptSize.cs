namespace OllamaSdk.Prompting;

/// <summary>How many tokens a request's prompt has by estimate, and rather too many.</summary>
internal static class PromptSize
{
    // Most models that see make a few hundred of one picture, some more than a thousand.
    private const int Picture = 1024;

    // What templates and tokenizers put around a text.
    private const int Frame = 16;

    /// <returns><see langword="null"/> where the request is none with a prompt.</returns>
    public static long? Of(PromptGuard guard, object? request) => request switch
    {
        OllamaChatRequest chat => guard.Estimate(chat) + ((long)Picture * (chat.Messages?.Sum(message => message.Images?.Count ?? 0) ?? 0)),
        GenerateRequest generate => guard.Estimate(generate) + ((long)Picture * (generate.Images?.Count ?? 0)),
        // The texts are read one by one: what must fit in is the longest.
        EmbedRequest embed => embed.Input?.Texts is { Count: > 0 } texts
            ? texts.Max(text => guard.Estimate(new GenerateRequest { Model = embed.Model, Prompt = text }) + Frame)
            : 0,
        IPromptRequest other => guard.Estimate(other),
        _ => null,
    };
}
