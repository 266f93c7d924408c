using OllamaSdk.Testing.Emulator.Reading;
using OllamaSdk.Testing.Emulator.Script;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>The one place where it is decided what a model says, for all routes: as the script has it, otherwise the standing answer.</summary>
internal sealed class Responder(ScriptBook script, TimeProvider clock, bool is040)
{
    private const string TokenRepeat = "prediction aborted, token repeat limit reached";

    /// <param name="prompt">What is asked: scripts look at it.</param>
    /// <param name="read">What the model reads of it, and answers if there is no script.</param>
    /// <param name="json">JSON in the form that was asked for; <see langword="null"/> when words are wanted.</param>
    /// <param name="think">Whether the model thinks, by the request or by itself.</param>
    /// <param name="options">The limits of the answer.</param>
    /// <param name="loaded">The model.</param>
    /// <param name="cancellationToken">Ends the wait that a script may want.</param>
    public async Task<Reply> ReplyAsync(
        Prompt prompt, ReadPrompt read, string? json, bool think, ModelOptionRules options, LoadedModel loaded, CancellationToken cancellationToken)
    {
        var step = script.TakeReply(prompt.Last, loaded.Model.Name);
        if (step is { After: var wait } && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }

        var speech = step?.Speech ?? StandingAnswer.To(read.Seen, json, think);
        var reply = Reply.Create(think ? speech : speech with { Thinking = "" }, read, options, loaded.Way);
        if (Exchange.Current?.Step?.Fault is { Body: BodyFault.TokenRepeat } repeat)
        {
            reply = reply.Break(repeat.Lines, is040 ? TokenRepeat : null);
        }

        return reply with { CachedTokens = loaded.Slots.Use(read.Tokens, reply.Answer), WasReady = loaded.WasReady };
    }
}
