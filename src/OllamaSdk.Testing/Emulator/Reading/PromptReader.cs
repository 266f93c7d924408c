using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Reading;

/// <summary>What a model reads of a prompt.</summary>
/// <param name="Tokens">After the cuts.</param>
/// <param name="Whole">Before them.</param>
/// <param name="Seen">The prompt with what is left of its messages.</param>
internal sealed record ReadPrompt(IReadOnlyList<int> Tokens, IReadOnlyList<int> Whole, Prompt Seen);

/// <summary>
/// Cuts a prompt that does not fit, as the server does in two steps. Messages go as wholes, the oldest first; the system's stay, the last stays, and a tool's
/// result keeps the message that called it. What is then still too long loses its beginning: half of the window is left, for the answer to fit.
/// </summary>
/// <param name="window">How many tokens of prompt and answer together fit.</param>
/// <param name="keep">How many of the first tokens stay; negative for all that fit.</param>
/// <param name="truncate">Whether to cut.</param>
/// <param name="shift">Whether the model may lose the beginning at all.</param>
internal sealed class PromptReader(int window, int keep, bool truncate, bool shift)
{
    private const string TooLong =
        "the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the context length in settings, or use a model with a longer context length";

    /// <exception cref="RefusalException">It does not fit, and must not be cut.</exception>
    public ReadPrompt Read(Prompt prompt)
    {
        var whole = ChatTemplate.Render(prompt);
        var kept = truncate ? DropMessages(whole) : whole;
        var (length, seen) = (kept.Length, prompt with { Messages = [.. kept.Messages.Select(message => message.Message)] });
        if (length < window)
        {
            return new(kept.Tokens, whole.Tokens, seen);
        }

        // The two refusals come from two programs, of which only one tells the numbers. Pictures cannot be cut.
        if (!truncate || seen.HasImages)
        {
            throw RefusalException.BadRequest(
                $$$"""{"error":{"code":400,"message":"request ({{{length}}} tokens) exceeds the available context size ({{{window}}} tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":{{{length}}},"n_ctx":{{{window}}}}}""");
        }

        return shift ? CutBeginning(prompt, kept, whole) : throw RefusalException.BadRequest(TooLong);
    }

    private RenderedPrompt DropMessages(RenderedPrompt whole)
    {
        var kept = whole;
        for (var index = 1; kept.Length > window && index < whole.Messages.Count; index++)
        {
            kept = whole.From(StartOfExchange(whole.Messages, index));
        }

        return kept;
    }

    // A tool's result without the call would be an answer to nothing.
    private static int StartOfExchange(IReadOnlyList<RenderedMessage> messages, int index)
    {
        var start = index;
        while (start > 0 && messages[start].Message.Role == "tool")
        {
            start--;
        }

        return messages[start].Message is { Role: "assistant", Calls.Count: > 0 } ? start : index;
    }

    private ReadPrompt CutBeginning(Prompt prompt, RenderedPrompt kept, RenderedPrompt whole)
    {
        var tokens = kept.Tokens;
        var first = Math.Min(keep < 0 ? tokens.Count : keep, window - 1);
        var left = window - Math.Max((window - first) / 2, 1);
        var cut = tokens.Count - left + first;
        var seen = new List<PromptMessage>();
        var end = kept.Head.Count;
        foreach (var message in kept.Messages)
        {
            var start = end + message.ContentStart;
            end += message.Tokens.Count;
            seen.Add(start >= cut ? message.Message
                : message.Message with { Content = Tokens.Text(tokens.Take(start + message.ContentLength).Skip(Math.Max(cut, start))) });
        }

        return new([.. tokens.Take(first), .. tokens.Skip(cut)], whole.Tokens, prompt with { Messages = seen });
    }
}
