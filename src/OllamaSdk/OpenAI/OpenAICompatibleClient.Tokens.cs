using System.Runtime.CompilerServices;

namespace OllamaSdk.OpenAI;

// A token may stand right behind what is asked. Where the word default stands there, the longer form is meant; where new() does, the request.
public partial class OpenAICompatibleClient
{
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)"/>
    public Task<ChatCompletion> ChatAsync(ChatCompletionRequest request, CancellationToken cancellationToken) =>
        ChatAsync(request, null, cancellationToken);

    /// <inheritdoc cref="ChatAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<ChatCompletion> ChatAsync(string prompt, CancellationToken cancellationToken) =>
        ChatAsync(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync(ChatCompletionRequest, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ChatCompletionChunk> ChatStreamAsync(ChatCompletionRequest request, CancellationToken cancellationToken) =>
        ChatStreamAsync(request, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<ChatCompletionChunk> ChatStreamAsync(string prompt, CancellationToken cancellationToken) =>
        ChatStreamAsync(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="EmbedAsync(EmbeddingRequest, CallOptions?, CancellationToken)"/>
    public Task<EmbeddingList> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken) =>
        EmbedAsync(request, null, cancellationToken);

    /// <inheritdoc cref="EmbedAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<EmbeddingList> EmbedAsync(string text, CancellationToken cancellationToken) =>
        EmbedAsync(text, null, null, cancellationToken);

    /// <inheritdoc cref="EmbedAsync(IEnumerable{string}, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<EmbeddingList> EmbedAsync(IEnumerable<string> texts, CancellationToken cancellationToken) =>
        EmbedAsync(texts, null, null, cancellationToken);

    /// <inheritdoc cref="DecideAsync(SystemOneRequest, CallOptions?, CancellationToken)"/>
    public Task<SystemOneResponse> DecideAsync(SystemOneRequest request, CancellationToken cancellationToken) =>
        DecideAsync(request, null, cancellationToken);

    /// <inheritdoc cref="DecideAsync(string, SystemOneQuestion, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<SystemOneAnswer> DecideAsync(string state, SystemOneQuestion question, CancellationToken cancellationToken) =>
        DecideAsync(state, question, null, null, cancellationToken);

    /// <inheritdoc cref="ChatAsync{T}(ChatCompletionRequest, CallOptions?, CancellationToken)"/>
    public Task<T> ChatAsync<T>(ChatCompletionRequest request, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatAsync<T>(request, null, cancellationToken);

    /// <inheritdoc cref="ChatAsync{T}(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<T> ChatAsync<T>(string prompt, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatAsync<T>(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync{T}(ChatCompletionRequest, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(ChatCompletionRequest request, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatStreamAsync<T>(request, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync{T}(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(string prompt, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatStreamAsync<T>(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsAsync(ChatCompletionRequest, IEnumerable{LlmTool}, ToolLoopOptions?, CallOptions?, CancellationToken)"/>
    public Task<ToolLoopResult<ChatCompletionMessage, ChatCompletion>> RunWithToolsAsync(ChatCompletionRequest request, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsAsync(request, tools, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsAsync(string, IEnumerable{LlmTool}, ToolLoopOptions?, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<ToolLoopResult<ChatCompletionMessage, ChatCompletion>> RunWithToolsAsync(string prompt, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsAsync(prompt, tools, null, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsStreamAsync(ChatCompletionRequest, IEnumerable{LlmTool}, ToolLoopOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(ChatCompletionRequest request, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsStreamAsync(request, tools, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsStreamAsync(string, IEnumerable{LlmTool}, ToolLoopOptions?, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(string prompt, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsStreamAsync(prompt, tools, null, null, null, cancellationToken);
}
