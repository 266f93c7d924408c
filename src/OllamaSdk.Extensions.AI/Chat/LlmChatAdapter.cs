using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="LlmClient"/> as a chat client.</summary>
internal sealed class LlmChatAdapter(LlmClient client, string? model)
    : ChatAdapter(client, model, new ChatClientMetadata(FirstTarget.Provider(client), FirstTarget.Endpoint(client), model ?? FirstTarget.Model(client)))
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await client.ChatAsync(Request(messages, options), cancellationToken).ConfigureAwait(false);
        return LlmAnswers.ToResponse(answer, new AnswerShape(options));
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        // What is wrong with the request is said at once.
        var parts = client.ChatStreamAsync(Request(messages, options), cancellationToken);
        var shape = new AnswerShape(options);
        return new UpdateStream<LlmUpdate>(parts, () => new LlmUpdates(shape));
    }

    private LlmRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Check(messages, options);
        return LlmRequests.ToChat(messages, options, Raw(options), Model);
    }
}
