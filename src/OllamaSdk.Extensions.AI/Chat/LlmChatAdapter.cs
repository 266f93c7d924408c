using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="LlmClient"/> as a chat client.</summary>
internal sealed class LlmChatAdapter(LlmClient client, string? model) : ChatAdapter(client, new ChatClientMetadata(FirstTarget.Provider(client), FirstTarget.Endpoint(client), model))
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await client.ChatAsync(Request(messages, options), cancellationToken).ConfigureAwait(false);
        return LlmAnswers.ToResponse(answer, new AnswerShape(options));
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        UpdatesAsync(client.ChatStreamAsync(Request(messages, options), cancellationToken), new AnswerShape(options), cancellationToken);

    private static async IAsyncEnumerable<ChatResponseUpdate> UpdatesAsync(
        IAsyncEnumerable<LlmUpdate> parts, AnswerShape shape, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = new LlmUpdates(shape);
        await foreach (var part in parts.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (part.Response is { } whole)
            {
                foreach (var update in answer.Last(part, whole))
                {
                    yield return update;
                }
            }
            else if (answer.Next(part) is { } update)
            {
                yield return update;
            }
        }
    }

    private LlmRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Check(messages, options);
        return LlmRequests.ToChat(messages, options, Raw(options), Model);
    }
}
