using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="OpenAICompatibleClient"/> as a chat client.</summary>
internal sealed class OpenAIChatAdapter(OpenAICompatibleClient client, string? model)
    : ChatAdapter(client, model, new ChatClientMetadata("openai", client.Endpoint, model ?? client.DefaultModel))
{
    // Which of the two names the server has for thinking: it is sent back under the one that came last.
    private volatile bool _reasoningContent;

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (request, call) = Request(messages, options);
        var answer = await client.ChatAsync(request, call, cancellationToken).ConfigureAwait(false);
        var message = OpenAIAnswers.ChoiceOf(answer, client.Endpoint).MessageOnWire;
        Note(message?.ReasoningContentOnWire, message?.ReasoningOnWire);
        return OpenAIAnswers.ToResponse(answer, client.Endpoint, new AnswerShape(options));
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        // What is wrong with the request is said at once.
        var (request, call) = Request(messages, options);
        var shape = new AnswerShape(options);
        return new UpdateStream<ChatCompletionChunk>(client.ChatStreamAsync(request, call, cancellationToken), () => new OpenAIUpdates(shape, Note));
    }

    private void Note(string? reasoningContent, string? reasoning)
    {
        if (!string.IsNullOrEmpty(reasoningContent) || !string.IsNullOrEmpty(reasoning))
        {
            _reasoningContent = !string.IsNullOrEmpty(reasoningContent);
        }
    }

    private (ChatCompletionRequest Request, CallOptions? Call) Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Check(messages, options);
        var raw = Raw(options);
        return (OpenAIRequests.ToChat(messages, options, raw as ChatCompletionRequest, Model, _reasoningContent), raw as CallOptions);
    }
}
