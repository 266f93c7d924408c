namespace OllamaSdk;

/// <summary>What a tool loop came to, whichever client it ran on.</summary>
public abstract class ToolLoopResult
{
    private protected ToolLoopResult()
    {
    }

    /// <summary>The text of the model's last turn; empty where it said nothing.</summary>
    public required string Text { get; init; }

    /// <summary>The reasoning of the model's last turn, where it showed one.</summary>
    public string? Thinking { get; init; }

    /// <summary>Whether the model's last turn ended because no more tokens were allowed, so that <see cref="ToolLoopResult.Text"/> is not all it had to say.</summary>
    public bool HitTokenLimit { get; init; }

    /// <summary>How often the model was asked and took its turn.</summary>
    public required int Rounds { get; init; }

    /// <summary>Every call the model made, in the order in which it made them.</summary>
    public required IReadOnlyList<ToolInvocation> Calls { get; init; }

    /// <summary>
    /// Whether the server cut a prompt of this loop that was too long for the model: of all turns, the one of which most is known. <see langword="null"/> where
    /// <see cref="PromptGuardOptions.Mode"/> is off, and where the server did not count the prompts.
    /// </summary>
    public PromptTruncation? PromptTruncation { get; init; }

    /// <summary>
    /// The whole conversation, ready to be continued: what the request held, each turn of the model, and a result for each call.
    /// </summary>
    /// <typeparam name="TMessage">The client's type of message: <see cref="OllamaChatMessage"/> natively.</typeparam>
    /// <returns>The messages of a <see cref="ToolLoopResult{TMessage, TAnswer}"/>, whose type need not be named.</returns>
    /// <exception cref="InvalidOperationException">The messages are of another type; the message names it.</exception>
    public abstract IReadOnlyList<TMessage> MessagesAs<TMessage>()
        where TMessage : class;
}

/// <summary>What a tool loop came to, in the types of its client.</summary>
/// <typeparam name="TMessage">A message of the conversation.</typeparam>
/// <typeparam name="TAnswer">An answer of the server.</typeparam>
public sealed class ToolLoopResult<TMessage, TAnswer> : ToolLoopResult
    where TMessage : class
    where TAnswer : class
{
    /// <summary>The server's last whole answer; <see langword="null"/> only where the loop ended before the first.</summary>
    public TAnswer? Answer { get; init; }

    /// <summary>
    /// The whole conversation, ready to be continued: what the request held, each turn of the model, and a result for each call.
    /// </summary>
    public required IReadOnlyList<TMessage> Messages { get; init; }

    /// <summary>
    /// What the <see cref="Conversation{TMessage, TAnswer}.Reducer"/> left out before this turn, so that the history no longer has it; <see langword="null"/>
    /// where nothing was.
    /// </summary>
    public ReducedConversation<TMessage>? Reduction { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<T> MessagesAs<T>() => Messages as IReadOnlyList<T> ?? throw new InvalidOperationException(
        $"The messages of this loop are of type {typeof(TMessage).Name}, not {typeof(T).Name}: use MessagesAs<{typeof(TMessage).Name}>().");
}
