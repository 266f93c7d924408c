namespace OllamaSdk;

/// <summary>What a <see cref="ConversationReducer"/> made of a conversation.</summary>
/// <typeparam name="TMessage">A message of the conversation.</typeparam>
public sealed class ReducedConversation<TMessage>
    where TMessage : class
{
    /// <summary>What is left, oldest first, with the summary where there is one; all of it where nothing had to go.</summary>
    public required IReadOnlyList<TMessage> Messages { get; init; }

    /// <summary>What was removed, oldest first, an earlier summary included; empty where nothing had to go.</summary>
    public IReadOnlyList<TMessage> Removed { get; init; } = [];

    /// <summary>What the model made of <see cref="Removed"/>; <see langword="null"/> where it was not asked, or wrote nothing.</summary>
    public string? Summary { get; init; }

    /// <summary>About how many tokens <see cref="Messages"/> has. More than the limit only where the newest turn alone is too long.</summary>
    public long EstimatedTokens { get; init; }

    /// <summary>About how many tokens the conversation had.</summary>
    public long EstimatedTokensBefore { get; init; }

    /// <summary>Whether anything was removed.</summary>
    public bool IsReduced => Removed.Count > 0;

    /// <summary>Counts; never what was said.</summary>
    public override string ToString() =>
        $"{nameof(ReducedConversation<TMessage>)} {{ {nameof(Messages)} = {Messages.Count}, {nameof(Removed)} = {Removed.Count}, {nameof(EstimatedTokens)} = {EstimatedTokens} }}";
}
