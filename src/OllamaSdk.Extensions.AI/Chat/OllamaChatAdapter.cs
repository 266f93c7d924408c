using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="OllamaClient"/> as a chat client.</summary>
internal sealed class OllamaChatAdapter(OllamaClient client, string? model) : ChatAdapter(client, new ChatClientMetadata(LlmProviders.Ollama.Name, client.Endpoint, model))
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (request, call) = Request(messages, options);
        var answer = await client.ChatAsync(request, call, cancellationToken).ConfigureAwait(false);
        return OllamaAnswers.ToResponse(answer, new AnswerShape(options));
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        // What is wrong with the request is said at once.
        var (request, call) = Request(messages, options);
        return UpdatesAsync(client.ChatStreamAsync(request, call, cancellationToken), new AnswerShape(options), cancellationToken);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> UpdatesAsync(
        IAsyncEnumerable<OllamaChatResponse> chunks, AnswerShape shape, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = new OllamaUpdates(shape);
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (answer.Next(chunk) is { } update)
            {
                yield return update;
            }
        }

        foreach (var update in answer.Last())
        {
            yield return update;
        }
    }

    private (OllamaChatRequest Request, CallOptions? Call) Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Check(messages, options);
        var raw = Raw(options);
        return (OllamaRequests.ToChat(messages, options, raw as OllamaChatRequest, Model), raw as CallOptions);
    }
}
