namespace OllamaSdk.Prompting;

/// <summary>Refusals for length whose words do not say how long the prompt is and how much fits in, as those of Ollama itself.</summary>
internal static class RefusedPrompt
{
    /// <summary>Adds to a refusal what the guard knows: the prompt by estimate, the window by the request or by the server.</summary>
    public static async Task CompleteAsync(LlmApiException refusal, object? request, PromptGuard guard, CallOptions? call)
    {
        var mode = guard.ModeOf(call);
        if (mode == PromptGuardMode.Off || PromptSize.Of(guard, request) is not { } tokens)
        {
            return;
        }

        var window = (request as IPromptRequest)?.RequestedWindow ?? (request as EmbedRequest)?.Options?.NumCtx;
        if (window is null or 0 && refusal is { ContextLength: null, Model: { } model })
        {
            window = await guard.FindWindowAsync(model, mode).ConfigureAwait(false);
        }

        refusal.Complete(tokens, window);
    }
}
