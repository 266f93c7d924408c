using System.Runtime.CompilerServices;
using OllamaSdk.Models;
using OllamaSdk.Streaming;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    private readonly Lazy<CapabilityCache> _modelsOfRoot;
    private readonly bool _checksThinkingLevels;
    private volatile bool _isNoOllama;

    /// <summary>
    /// How the model can think, in its own words, where the server is an Ollama: they are what <c>reasoning_effort</c> takes beside OpenAI's. It is asked by
    /// Ollama's own routes beside <c>/v1</c>, once per version of the model.
    /// </summary>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of the calls.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <inheritdoc cref="GetModelAsync" path="/exception"/>
    /// <returns>
    /// The levels; <see cref="Think.Off"/>, which is <see cref="ReasoningEffort.None"/> here, alone means that it cannot think. <see langword="null"/> where
    /// the server does not say: it is no Ollama, one before about 0.34.3, or the model has no such facts.
    /// </returns>
    public virtual async Task<ModelThinking?> GetThinkingLevelsAsync(string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var name = ModelOr(model);
        if (_isNoOllama)
        {
            return null;
        }

        try
        {
            return await _modelsOfRoot.Value.GetThinkingAsync(name, options, cancellationToken).ConfigureAwait(false);
        }
        catch (LlmApiException e) when (e.Kind == ApiErrorKind.RouteNotFound)
        {
            _isNoOllama = true;
            return null;
        }
        catch (LlmProtocolException)
        {
            // Some other server's page, or an answer of its own at that address.
            return null;
        }
    }

    /// <summary>The levels, to judge a request by: that they cannot be told costs no call, since the server then says what is wrong with it.</summary>
    internal async Task<ModelThinking?> FindThinkingLevelsAsync(string model, CallOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await GetThinkingLevelsAsync(model, options, cancellationToken).ConfigureAwait(false);
        }
        catch (LlmApiException)
        {
            return null;
        }
    }

    private static ReasoningEffort? EffortOf(ChatCompletionRequest request) => request.Reasoning?.Effort ?? request.ReasoningEffort;

    private bool IsChecked(ReasoningEffort? effort) => _checksThinkingLevels && effort is { Value.Length: > 0 };

    private async Task DemandAsync(string model, ReasoningEffort? effort, CallOptions? options, CancellationToken cancellationToken)
    {
        if (effort is { } wanted && await FindThinkingLevelsAsync(model, options, cancellationToken).ConfigureAwait(false) is { } known)
        {
            EffortCheck.Demand(wanted, known, model, Endpoint);
        }
    }

    // Without the check calls and streams go by as they are.
    private async Task<ChatCompletion> CheckedAsync(ChatCompletionRequest request, CallOptions? options, CancellationToken cancellationToken)
    {
        await DemandAsync(request.Model!, EffortOf(request), options, cancellationToken).ConfigureAwait(false);
        return await _chat.ChatAsync(request, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<OpenAIResponse> CheckedAsync(ResponseRequest request, CallOptions? options, CancellationToken cancellationToken)
    {
        await DemandAsync(request.Model!, request.Reasoning?.Effort, options, cancellationToken).ConfigureAwait(false);
        return await _responses.RespondAsync(request, options, cancellationToken).ConfigureAwait(false);
    }

    private IAsyncEnumerable<T> DemandFirst<T>(
        IAsyncEnumerable<T> stream, string model, ReasoningEffort? effort, CallOptions? options, CancellationToken cancellationToken) =>
        IsChecked(effort) ? CheckedAsync(stream, model, effort, options, cancellationToken).WithOwnTokens(cancellationToken) : stream;

    private async IAsyncEnumerable<T> CheckedAsync<T>(
        IAsyncEnumerable<T> stream, string model, ReasoningEffort? effort, CallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await DemandAsync(model, effort, options, cancellationToken).ConfigureAwait(false);
        await foreach (var item in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }
}
