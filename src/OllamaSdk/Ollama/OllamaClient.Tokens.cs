using System.Runtime.CompilerServices;

namespace OllamaSdk;

// A token may stand right behind what is asked. Where the word default stands there, the longer form is meant; where new() does, the request.
public partial class OllamaClient
{
    /// <inheritdoc cref="ChatAsync(OllamaChatRequest, CallOptions?, CancellationToken)"/>
    public Task<OllamaChatResponse> ChatAsync(OllamaChatRequest request, CancellationToken cancellationToken) =>
        ChatAsync(request, null, cancellationToken);

    /// <inheritdoc cref="ChatAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<OllamaChatResponse> ChatAsync(string prompt, CancellationToken cancellationToken) =>
        ChatAsync(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync(OllamaChatRequest, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<OllamaChatResponse> ChatStreamAsync(OllamaChatRequest request, CancellationToken cancellationToken) =>
        ChatStreamAsync(request, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<OllamaChatResponse> ChatStreamAsync(string prompt, CancellationToken cancellationToken) =>
        ChatStreamAsync(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="GenerateAsync(GenerateRequest, CallOptions?, CancellationToken)"/>
    public Task<GenerateResponse> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken) =>
        GenerateAsync(request, null, cancellationToken);

    /// <inheritdoc cref="GenerateAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<GenerateResponse> GenerateAsync(string prompt, CancellationToken cancellationToken) =>
        GenerateAsync(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="GenerateStreamAsync(GenerateRequest, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<GenerateResponse> GenerateStreamAsync(GenerateRequest request, CancellationToken cancellationToken) =>
        GenerateStreamAsync(request, null, cancellationToken);

    /// <inheritdoc cref="GenerateStreamAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<GenerateResponse> GenerateStreamAsync(string prompt, CancellationToken cancellationToken) =>
        GenerateStreamAsync(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="EmbedAsync(EmbedRequest, CallOptions?, CancellationToken)"/>
    public Task<EmbedResponse> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken) =>
        EmbedAsync(request, null, cancellationToken);

    /// <inheritdoc cref="EmbedAsync(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<EmbedResponse> EmbedAsync(string text, CancellationToken cancellationToken) =>
        EmbedAsync(text, null, null, cancellationToken);

    /// <inheritdoc cref="EmbedAsync(IEnumerable{string}, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<EmbedResponse> EmbedAsync(IEnumerable<string> texts, CancellationToken cancellationToken) =>
        EmbedAsync(texts, null, null, cancellationToken);

    /// <inheritdoc cref="DecideAsync(SystemOneRequest, CallOptions?, CancellationToken)"/>
    public Task<SystemOneResponse> DecideAsync(SystemOneRequest request, CancellationToken cancellationToken) =>
        DecideAsync(request, null, cancellationToken);

    /// <inheritdoc cref="DecideAsync(string, SystemOneQuestion, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<SystemOneAnswer> DecideAsync(string state, SystemOneQuestion question, CancellationToken cancellationToken) =>
        DecideAsync(state, question, null, null, cancellationToken);

    /// <inheritdoc cref="ChatAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)"/>
    public Task<T> ChatAsync<T>(OllamaChatRequest request, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatAsync<T>(request, null, cancellationToken);

    /// <inheritdoc cref="ChatAsync{T}(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<T> ChatAsync<T>(string prompt, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatAsync<T>(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync{T}(OllamaChatRequest, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(OllamaChatRequest request, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatStreamAsync<T>(request, null, cancellationToken);

    /// <inheritdoc cref="ChatStreamAsync{T}(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<TypedUpdate<T>> ChatStreamAsync<T>(string prompt, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        ChatStreamAsync<T>(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="GenerateAsync{T}(GenerateRequest, CallOptions?, CancellationToken)"/>
    public Task<T> GenerateAsync<T>(GenerateRequest request, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        GenerateAsync<T>(request, null, cancellationToken);

    /// <inheritdoc cref="GenerateAsync{T}(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<T> GenerateAsync<T>(string prompt, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        GenerateAsync<T>(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="GenerateStreamAsync{T}(GenerateRequest, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<TypedUpdate<T>> GenerateStreamAsync<T>(GenerateRequest request, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        GenerateStreamAsync<T>(request, null, cancellationToken);

    /// <inheritdoc cref="GenerateStreamAsync{T}(string, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<TypedUpdate<T>> GenerateStreamAsync<T>(string prompt, CancellationToken cancellationToken)
        where T : ILlmSchema<T> =>
        GenerateStreamAsync<T>(prompt, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsAsync(OllamaChatRequest, IEnumerable{LlmTool}, ToolLoopOptions?, CallOptions?, CancellationToken)"/>
    public Task<ToolLoopResult<OllamaChatMessage, OllamaChatResponse>> RunWithToolsAsync(OllamaChatRequest request, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsAsync(request, tools, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsAsync(string, IEnumerable{LlmTool}, ToolLoopOptions?, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<ToolLoopResult<OllamaChatMessage, OllamaChatResponse>> RunWithToolsAsync(string prompt, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsAsync(prompt, tools, null, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsStreamAsync(OllamaChatRequest, IEnumerable{LlmTool}, ToolLoopOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(OllamaChatRequest request, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsStreamAsync(request, tools, null, null, cancellationToken);

    /// <inheritdoc cref="RunWithToolsStreamAsync(string, IEnumerable{LlmTool}, ToolLoopOptions?, string?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(string prompt, IEnumerable<LlmTool> tools, CancellationToken cancellationToken) =>
        RunWithToolsStreamAsync(prompt, tools, null, null, null, cancellationToken);
}
