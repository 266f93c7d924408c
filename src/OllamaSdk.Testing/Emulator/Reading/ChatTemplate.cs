using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Reading;

/// <summary>
/// Puts messages into the form in which models read them: ChatML, as many do. The marks between the messages are tokens of their own, so that a message
/// has the same tokens wherever it stands.
/// </summary>
internal static class ChatTemplate
{
    /// <summary>What the server takes a picture for, while it looks what fits.</summary>
    public const int ImageTokens = 768;

    // Behind the vocabulary.
    private const int Start = 200_100;
    private const int End = 200_101;
    private const int CallMark = 200_102;
    private const int ThoughtMark = 200_103;
    private const int PrefixMark = 200_104;
    private const int SuffixMark = 200_105;
    private const int MiddleMark = 200_106;
    private const int FirstImage = 1_000_000;
    private const ulong ImageCount = 1_000_000_000;

    public static RenderedPrompt Render(Prompt prompt)
    {
        if (prompt.IsRaw)
        {
            return new(prompt.Context, [Around(prompt.Messages[^1], [], [])], []);
        }

        if (prompt.Suffix.Length > 0)
        {
            return new(prompt.Context, [Around(prompt.Messages[^1], [PrefixMark], [SuffixMark, .. Tokens.Ids(prompt.Suffix), MiddleMark])], []);
        }

        IReadOnlyList<int> tools = prompt.ToolTexts.Count == 0 ? []
            : [Start, .. Tokens.Ids("system\n# Tools\n" + string.Join('\n', prompt.ToolTexts)), End, .. Tokens.Ids("\n")];
        var lastQuestion = prompt.Messages.ToList().FindLastIndex(message => message.Role == "user");
        // What was thought for an earlier question is not read again, as in the templates of most models.
        return new(
            [.. prompt.Context, .. tools],
            [.. prompt.Messages.Select((message, index) => Render(message, withThoughts: index > lastQuestion))],
            [Start, .. Tokens.Ids("assistant\n")]);
    }

    /// <summary>An answer as the model writes it, and reads it afterwards.</summary>
    public static IEnumerable<int> Answer(IReadOnlyCollection<int> thoughts, IEnumerable<int> content, IEnumerable<CalledTool> calls) =>
        [.. thoughts.Count > 0 ? [ThoughtMark, .. thoughts, ThoughtMark] : (int[])[], .. content, .. calls.SelectMany(Call)];

    private static IEnumerable<int> Call(CalledTool call) => [CallMark, .. Tokens.Ids(call.Name), CallMark, .. Tokens.Ids(call.Arguments)];

    private static RenderedMessage Render(PromptMessage message, bool withThoughts)
    {
        // The same picture has the same tokens.
        var images = message.Images.SelectMany(image => Enumerable.Repeat(FirstImage + (int)(Tokens.Hash(image) % ImageCount), ImageTokens));
        var thoughts = withThoughts ? Tokens.Ids(message.Thinking) : [];
        return Around(
            message,
            [Start, .. Tokens.Ids(message.Role + "\n"), .. images, .. Answer(thoughts, [], [])],
            [.. message.Calls.SelectMany(Call), End, .. Tokens.Ids("\n")]);
    }

    private static RenderedMessage Around(PromptMessage message, IReadOnlyList<int> before, IEnumerable<int> after)
    {
        var content = Tokens.Ids(message.Content);
        return new(message, [.. before, .. content, .. after], before.Count, content.Count);
    }
}

/// <param name="Message">The message.</param>
/// <param name="Tokens">All that the model reads of it.</param>
/// <param name="ContentStart">Where its words begin.</param>
/// <param name="ContentLength">How many of the tokens are its words.</param>
internal sealed record RenderedMessage(PromptMessage Message, IReadOnlyList<int> Tokens, int ContentStart, int ContentLength);

/// <param name="Head">What stands before all messages.</param>
/// <param name="Messages">The messages.</param>
/// <param name="Tail">What the answer begins with.</param>
internal sealed record RenderedPrompt(IReadOnlyList<int> Head, IReadOnlyList<RenderedMessage> Messages, IReadOnlyList<int> Tail)
{
    public int Length => Head.Count + Messages.Sum(message => message.Tokens.Count) + Tail.Count;

    public IReadOnlyList<int> Tokens => [.. Head, .. Messages.SelectMany(message => message.Tokens), .. Tail];

    /// <summary>Without the messages before one; those of the system stay.</summary>
    public RenderedPrompt From(int start) =>
        this with { Messages = [.. Messages.Take(start).Where(message => message.Message.Role == "system"), .. Messages.Skip(start)] };
}
