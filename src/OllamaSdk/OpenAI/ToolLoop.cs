using OllamaSdk.Loop;
using OllamaSdk.OpenAI;

namespace OllamaSdk;

public static partial class ToolLoop
{
    /// <inheritdoc cref="RunWithToolsAsync(OllamaClient, OllamaChatRequest, ToolSet, ToolLoopOptions?, CallOptions?, CancellationToken)"/>
    public static Task<ToolLoopResult<ChatCompletionMessage, ChatCompletion>> RunWithToolsAsync(
        this OpenAICompatibleClient client,
        ChatCompletionRequest request,
        ToolSet tools,
        ToolLoopOptions? options = null,
        CallOptions? callOptions = null,
        CancellationToken cancellationToken = default) =>
        LoopRunner<ChatCompletionMessage, ChatCompletion>.RunAsync(Runner(client, request, tools, options, callOptions), cancellationToken);

    /// <inheritdoc cref="RunWithToolsStreamAsync(OllamaClient, OllamaChatRequest, ToolSet, ToolLoopOptions?, CallOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(
        this OpenAICompatibleClient client,
        ChatCompletionRequest request,
        ToolSet tools,
        ToolLoopOptions? options = null,
        CallOptions? callOptions = null,
        CancellationToken cancellationToken = default) =>
        LoopRunner<ChatCompletionMessage, ChatCompletion>.WatchAsync(Runner(client, request, tools, options, callOptions), streamed: true, cancellationToken);

    private static Func<LoopRunner<ChatCompletionMessage, ChatCompletion>> Runner(
        OpenAICompatibleClient client, ChatCompletionRequest request, ToolSet tools, ToolLoopOptions? options, CallOptions? callOptions)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        return Runner<ChatCompletionMessage, ChatCompletion>(tools, options, set => new CompletionConversation(client, request, set, callOptions));
    }
}
