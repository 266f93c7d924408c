using System.Runtime.CompilerServices;

namespace OllamaSdk;

// A token may stand right behind what is asked. Where the word default stands there, the longer form is meant; where new() does, the request.
public partial class LlmClient
{
    /// <inheritdoc cref="ChatAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<LlmResponse> ChatAsync(string prompt, CancellationToken cancellationToken) =>
        ChatAsync(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<LlmUpdate> ChatStreamAsync(string prompt, CancellationToken cancellationToken) =>
        ChatStreamAsync(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="EmbedAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<LlmEmbeddings> EmbedAsync(string text, CancellationToken cancellationToken) =>
        EmbedAsync(text, null, null, cancellationToken);

    /// <inheritdoc cref="EmbedAsync(IEnumerable{string}, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<LlmEmbeddings> EmbedAsync(IEnumerable<string> texts, CancellationToken cancellationToken) =>
        EmbedAsync(texts, null, null, cancellationToken);

    /// <inheritdoc cref="DecideAsync(SystemOneRequest, CallOptions?, CancellationToken)"/>
    public Task<LlmDecisions> DecideAsync(SystemOneRequest request, CancellationToken cancellationToken) =>
        DecideAsync(request, null, cancellationToken);

    /// <inheritdoc cref="DecideAsync(string, SystemOneQuestion, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<SystemOneAnswer> DecideAsync(string state, SystemOneQuestion question, CancellationToken cancellationToken) =>
        DecideAsync(state, question, null, null, cancellationToken);

    /// <inheritdoc cref="ChatAsync{T}(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<T> ChatAsync<T>(string prompt, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatAsync<T>(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync{T}(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(string prompt, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatStreamAsync<T>(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsAsync(LlmRequest, IEnumerable{LlmTool}, ToolLoopOptions?, CancellationToken)"/>
    public Task<ToolLoopResult<LlmMessage, LlmResponse>> RunWithToolsAsync(LlmRequest request, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsAsync(request, tools, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsAsync(string, IEnumerable{LlmTool}, ToolLoopOptions?, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<ToolLoopResult<LlmMessage, LlmResponse>> RunWithToolsAsync(string prompt, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsAsync(prompt, tools, null, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsStreamAsync(LlmRequest, IEnumerable{LlmTool}, ToolLoopOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(LlmRequest request, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsStreamAsync(request, tools, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsStreamAsync(string, IEnumerable{LlmTool}, ToolLoopOptions?, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(string prompt, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsStreamAsync(prompt, tools, null, null, null, cancellationToken);
}
