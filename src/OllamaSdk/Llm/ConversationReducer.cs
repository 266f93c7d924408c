namespace OllamaSdk;

public sealed partial class ConversationReducer
{
    /// <inheritdoc cref="ReduceAsync(IEnumerable{OllamaChatMessage}, CancellationToken)"/>
    public Task<ReducedConversation<LlmMessage>> ReduceAsync(IEnumerable<LlmMessage> messages, CancellationToken cancellationToken = default) =>
        ReduceAsync(messages, null, cancellationToken);
}
