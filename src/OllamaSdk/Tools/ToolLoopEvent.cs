using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>Something that happened in a tool loop, for a program that shows it.</summary>
/// <param name="Round">The round it happened in, from 1.</param>
public abstract partial record ToolLoopEvent(int Round);

/// <summary>The model said something more.</summary>
/// <param name="Round">The round it happened in, from 1.</param>
/// <param name="Text">The new text.</param>
public sealed record ToolLoopTextEvent(int Round, string Text) : ToolLoopEvent(Round)
{
    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(ToolLoopTextEvent)).Value(nameof(Round), Round).Length(nameof(Text), Text).ToString();
}

/// <summary>The model thought something more.</summary>
/// <param name="Round">The round it happened in, from 1.</param>
/// <param name="Text">The new reasoning text.</param>
public sealed record ToolLoopThinkingEvent(int Round, string Text) : ToolLoopEvent(Round)
{
    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(ToolLoopThinkingEvent)).Value(nameof(Round), Round).Length(nameof(Text), Text).ToString();
}

/// <summary>Text and reasoning of this round so far are void, since another server begins anew; see <see cref="FallbackPolicy.RestartAfterItems"/>.</summary>
/// <param name="Round">The round it happened in, from 1.</param>
public sealed record ToolLoopRestartEvent(int Round) : ToolLoopEvent(Round);

/// <summary>The model wrote calls into its text instead of making them; the text was delivered as it came. See <see cref="ToolLoopOptions.RecoverTextCalls"/>.</summary>
/// <param name="Round">The round it happened in, from 1.</param>
/// <param name="Names">The tools it means, in the order of the calls; all of them are in the set.</param>
/// <param name="AreRecovered">Whether the calls are run. Else the text is the model's answer.</param>
public sealed record ToolCallsAsTextEvent(int Round, IReadOnlyList<string> Names, bool AreRecovered) : ToolLoopEvent(Round);

/// <summary>A call begins; the hook has not been asked yet.</summary>
/// <param name="Round">The round it happened in, from 1.</param>
/// <param name="Call">The call.</param>
public sealed record ToolCallStartedEvent(int Round, ToolInvocation Call) : ToolLoopEvent(Round);

/// <summary>A tool reported how far it is.</summary>
/// <param name="Round">The round it happened in, from 1.</param>
/// <param name="Call">The call.</param>
/// <param name="Value">What the tool reported.</param>
public sealed record ToolCallProgressEvent(int Round, ToolInvocation Call, object Value) : ToolLoopEvent(Round)
{
    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(ToolCallProgressEvent)).Value(nameof(Round), Round).Value(nameof(Call), Call).Value(nameof(Value), Value?.GetType().Name).ToString();
}

/// <summary>A call has its result. Calls that run at the same time end in any order.</summary>
/// <param name="Round">The round it happened in, from 1.</param>
/// <param name="Call">The call, with its <see cref="ToolInvocation.Result"/>.</param>
public sealed record ToolCallFinishedEvent(int Round, ToolInvocation Call) : ToolLoopEvent(Round);

/// <summary>The model took its turn and all its calls, if it made any, have their results. It is always a <see cref="ToolLoopRoundEvent{TMessage, TAnswer}"/>.</summary>
/// <param name="Round">The round that ended, from 1.</param>
public abstract record ToolLoopRoundEvent(int Round) : ToolLoopEvent(Round)
{
    /// <summary>The conversation up to here.</summary>
    public abstract ToolLoopResult Progress { get; }
}

/// <summary>The end of a round, in the types of the client that runs the loop.</summary>
/// <typeparam name="TMessage">A message of the conversation.</typeparam>
/// <typeparam name="TAnswer">An answer of the server.</typeparam>
/// <param name="Round">The round that ended, from 1.</param>
/// <param name="Progress">The conversation up to here.</param>
public sealed record ToolLoopRoundEvent<TMessage, TAnswer>(int Round, ToolLoopResult<TMessage, TAnswer> Progress) : ToolLoopRoundEvent(Round)
    where TMessage : class
    where TAnswer : class
{
    /// <inheritdoc/>
    public override ToolLoopResult<TMessage, TAnswer> Progress { get; } = Progress;
}

/// <summary>The model answered; nothing comes after this. It is always a <see cref="ToolLoopFinishedEvent{TMessage, TAnswer}"/>.</summary>
/// <param name="Round">The last round.</param>
public abstract record ToolLoopFinishedEvent(int Round) : ToolLoopEvent(Round)
{
    /// <summary>What the loop came to.</summary>
    public abstract ToolLoopResult Result { get; }
}

/// <summary>The end of a loop, in the types of the client that ran it.</summary>
/// <typeparam name="TMessage">A message of the conversation: <see cref="OllamaChatMessage"/> natively, <see cref="LlmMessage"/> of an <see cref="LlmClient"/>.</typeparam>
/// <typeparam name="TAnswer">An answer of the server: <see cref="OllamaChatResponse"/> natively, <see cref="LlmResponse"/> of an <see cref="LlmClient"/>.</typeparam>
/// <param name="Round">The last round.</param>
/// <param name="Result">What the loop came to.</param>
/// <example><code>
/// await foreach (var step in client.RunWithToolsStreamAsync("Do I need an umbrella in Paris?", Weather.LlmTools))
/// {
///     if (step is ToolLoopFinishedEvent&lt;OllamaChatMessage, OllamaChatResponse&gt; end)
///     {
///         Console.WriteLine($"{end.Result.Text} after {end.Result.Messages.Count} messages");
///     }
/// }
/// </code></example>
public sealed record ToolLoopFinishedEvent<TMessage, TAnswer>(int Round, ToolLoopResult<TMessage, TAnswer> Result) : ToolLoopFinishedEvent(Round)
    where TMessage : class
    where TAnswer : class
{
    /// <inheritdoc/>
    public override ToolLoopResult<TMessage, TAnswer> Result { get; } = Result;
}
