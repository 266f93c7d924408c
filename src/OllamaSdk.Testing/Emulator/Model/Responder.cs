using OllamaSdk.Testing.Emulator.Script;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>The one place where it is decided what a model says, for all routes: as the script has it, otherwise the standing answer.</summary>
internal sealed class Responder(ScriptBook script, TimeProvider clock)
{
    /// <param name="prompt">What is asked.</param>
    /// <param name="json">JSON in the form that was asked for; <see langword="null"/> when words are wanted.</param>
    /// <param name="think">Whether the model thinks, by the request or by itself.</param>
    /// <param name="options">The limits of the answer.</param>
    /// <param name="cancellationToken">Ends the wait that a script may want.</param>
    public async Task<Reply> ReplyAsync(Prompt prompt, string? json, bool think, ModelOptionRules options, CancellationToken cancellationToken)
    {
        var step = script.TakeReply(prompt.Last);
        if (step is { After: var wait } && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }

        var speech = step?.Speech ?? StandingAnswer.To(prompt, json, think);
        return Reply.Create(think ? speech : speech with { Thinking = "" }, prompt.Tokens, options);
    }
}
