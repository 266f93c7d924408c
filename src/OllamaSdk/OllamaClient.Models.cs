namespace OllamaSdk;

public sealed partial class OllamaClient
{
    /// <summary>The models the server has, the one changed last first.</summary>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmException">The call failed; the type says how.</exception>
    public Task<ModelList> ListModelsAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _models.ListModelsAsync(options, cancellationToken);

    /// <summary>The models that are in memory.</summary>
    /// <inheritdoc cref="ListModelsAsync"/>
    public Task<RunningModelList> ListRunningModelsAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _models.ListRunningModelsAsync(options, cancellationToken);

    /// <summary>What the server knows of a model: template, parameters, capabilities, metadata.</summary>
    /// <param name="request">Which model, and how much of it.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmModelNotFoundException">The server does not have the model.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    public Task<ShowModelResponse> ShowModelAsync(ShowModelRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _models.ShowModelAsync(request with { Model = ModelOr(request.Model) }, options, cancellationToken);
    }

    /// <summary>What the server knows of a model: template, parameters, capabilities, metadata.</summary>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="ShowModelAsync(ShowModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    public Task<ShowModelResponse> ShowModelAsync(string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        ShowModelAsync(new ShowModelRequest { Model = model }, options, cancellationToken);

    /// <summary>The server's version, for example <c>0.33.0</c>.</summary>
    /// <inheritdoc cref="ListModelsAsync"/>
    public async Task<string> GetVersionAsync(CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await _server.GetVersionAsync(options, cancellationToken).ConfigureAwait(false);
        return answer.Version ?? throw new LlmProtocolException("The server's answer has no version; is it Ollama?") { Endpoint = Endpoint };
    }
}
