using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary><see cref="OpenAICompatibleClient"/> as a chat client.</summary>
internal sealed class OpenAIChatAdapter(OpenAICompatibleClient client, string? model) : ChatAdapter(client, new ChatClientMetadata("openai", client.Endpoint, model))
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
        return UpdatesAsync(client.ChatStreamAsync(request, call, cancellationToken), new AnswerShape(options), cancellationToken);
    }

    private async IAsyncEnumerable<ChatResponseUpdate> UpdatesAsync(
        IAsyncEnumerable<ChatCompletionChunk> chunks, AnswerShape shape, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = new OpenAIUpdates(shape);
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

        Note(answer.ReasoningContent, answer.Reasoning);
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
