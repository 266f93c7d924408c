using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="OllamaClient"/> as a chat client.</summary>
internal sealed class OllamaChatAdapter(OllamaClient client, string? model)
    : ChatAdapter(client, model, new ChatClientMetadata(LlmProviders.Ollama.Name, client.Endpoint, model ?? client.DefaultModel))
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
        var shape = new AnswerShape(options);
        return new UpdateStream<OllamaChatResponse>(client.ChatStreamAsync(request, call, cancellationToken), () => new OllamaUpdates(shape));
    }

    private (OllamaChatRequest Request, CallOptions? Call) Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Check(messages, options);
        var raw = Raw(options);
        return (OllamaRequests.ToChat(messages, options, raw as OllamaChatRequest, Model), raw as CallOptions);
    }
}
