namespace OllamaSdk.Prompting;

/// <summary>Refusals for length whose words do not say how long the prompt is and how much fits in, as those of Ollama itself.</summary>
internal static class RefusedPrompt
{
    /// <summary>Adds to a refusal what the guard knows: the prompt by estimate, the window by the request or by the server.</summary>
    public static async Task CompleteAsync(LlmApiException refusal, object? request, PromptGuard guard, CallOptions? call, CancellationToken cancellationToken)
    {
        var mode = guard.ModeOf(call);
        if (refusal.Kind != ApiErrorKind.ContextLength || mode == PromptGuardMode.Off || PromptSize.Of(guard, request) is not { } tokens)
        {
            return;
        }

        var window = request is IPromptRequest { RequestedWindow: > 0 and { } own } ? own : (request as EmbedRequest)?.Options?.NumCtx;
        if (window is null && refusal is { ContextLength: null, Model: { } model } && guard.Options.AskWindow && guard.AskWindow is { } ask)
        {
            window = await ask(model, cancellationToken).ConfigureAwait(false);
        }

        refusal.Complete(tokens, window);
    }
}
