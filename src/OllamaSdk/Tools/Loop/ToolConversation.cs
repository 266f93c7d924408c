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

    public abstract string? Model { get; }

    /// <summary>Sends the conversation, delivers the new text, and at the end adds the model's message and sets <see cref="Turn"/>.</summary>
    public abstract IAsyncEnumerable<TurnDelta> TakeTurnAsync(bool streamed, CancellationToken cancellationToken);

    public abstract TMessage ResultMessage(ToolInvocation call, string content, IReadOnlyList<LlmImage> images);

    public void Add(TMessage message) => _messages.Add(message);

    protected void EndTurn(TAnswer answer, TMessage message, Turn turn)
    {
        (Answer, Turn) = (answer, turn);
        Add(message);
    }
}

/// <summary>New text of a turn.</summary>
/// <param name="Text">The text; empty where there is none.</param>
/// <param name="Thinking">The reasoning; empty where there is none.</param>
/// <param name="IsRestart">Whether the turn begins anew with it.</param>
internal readonly record struct TurnDelta(string? Text, string? Thinking, bool IsRestart = false);

/// <summary>A whole turn of the model.</summary>
internal sealed record Turn(string Text, string? Thinking, IReadOnlyList<LoopCall> Calls);

/// <summary>A call as the model made it.</summary>
internal readonly record struct LoopCall(string Id, string Name, LoopArguments Arguments);
