using OllamaSdk.Prompting;

namespace OllamaSdk.Loop;

/// <summary>What a tool loop needs of a client: to let the model take its turn, and to keep the conversation in the client's messages.</summary>
internal abstract class ToolConversation<TMessage, TAnswer>(IEnumerable<TMessage>? messages)
    where TMessage : class
    where TAnswer : class
{
    private readonly List<TMessage> _messages = [.. messages ?? []];

    public IReadOnlyList<TMessage> Messages => _messages;

    /// <summary>The server's last whole answer.</summary>
    public TAnswer? Answer { get; private set; }

    /// <summary>The model's last turn; valid once <see cref="TakeTurnAsync"/> was read to its end.</summary>
    public Turn Turn { get; private set; } = new("", null, []);

    /// <summary>What became of the prompts: of all turns, the worst.</summary>
    public PromptTruncation? Truncation { get; private set; }

    public abstract string? Model { get; }

    /// <summary>What was left out of the conversation before it began.</summary>
    public ReducedConversation<TMessage>? Reduction { get; set; }

    /// <summary>Sends the conversation, delivers the new text, and at the end adds the model's message and sets <see cref="Turn"/>.</summary>
    public abstract IAsyncEnumerable<TurnDelta> TakeTurnAsync(bool streamed, CancellationToken cancellationToken);

    public abstract TMessage ResultMessage(ToolInvocation call, string content, IReadOnlyList<LlmImage> images);

    /// <summary>Makes calls of what the model wrote as text, in the turn and in the conversation.</summary>
    public void Recover(TextCallsFound found)
    {
        _messages[^1] = WithCalls(_messages[^1], found);
        Turn = Turn with { Text = found.Rest, Calls = found.Calls };
    }

    public void Add(TMessage message) => _messages.Add(message);

    /// <summary>The model's message with these calls, and with what is left of its text.</summary>
    protected abstract TMessage WithCalls(TMessage message, TextCallsFound found);

    protected void EndTurn(TAnswer answer, TMessage message, Turn turn)
    {
        (Answer, Turn) = (answer, turn);
        Truncation = PromptTruncation.Worse(Truncation, (answer as IPromptTold)?.PromptTruncation);
        Add(message);
    }
}

/// <summary>New text of a turn.</summary>
/// <param name="Text">The text; empty where there is none.</param>
/// <param name="Thinking">The reasoning; empty where there is none.</param>
/// <param name="IsRestart">Whether the turn begins anew with it.</param>
internal readonly record struct TurnDelta(string? Text, string? Thinking, bool IsRestart = false);

/// <summary>A whole turn of the model.</summary>
/// <param name="Text">What it said.</param>
/// <param name="Thinking">What it thought.</param>
/// <param name="Calls">What it asked for.</param>
/// <param name="HitTokenLimit">Whether it ended because no more tokens were allowed.</param>
internal sealed record Turn(string Text, string? Thinking, IReadOnlyList<LoopCall> Calls, bool HitTokenLimit = false);

/// <summary>A call as the model made it.</summary>
internal readonly record struct LoopCall(string Id, string Name, LoopArguments Arguments);
