using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>Something that happened in a tool loop, for a program that shows it.</summary>
/// <param name="Round">The round it happened in, from 1.</param>
public abstract record ToolLoopEvent(int Round);

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

/// <summary>The model took its turn and all its calls, if it made any, have their results.</summary>
/// <param name="Round">The round that ended, from 1.</param>
/// <param name="Progress">The conversation up to here.</param>
public sealed record ToolLoopRoundEvent(int Round, ToolLoopResult Progress) : ToolLoopEvent(Round);

/// <summary>The model answered; nothing comes after this.</summary>
/// <param name="Round">The last round.</param>
/// <param name="Result">What the loop came to.</param>
public sealed record ToolLoopFinishedEvent(int Round, ToolLoopResult Result) : ToolLoopEvent(Round);
