using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>The models the server has, the one changed last first.</summary>
    /// <remarks>
    /// Since server version 0.40.0 a name may stand in several rows, one for each form of the model, told apart by <see cref="ModelDetails.Runner"/> and digest:
    /// <c>ToLookup(model => model.Name)</c> takes that, a dictionary by name does not. See <see cref="ShowModelFormsAsync"/>.
    /// </remarks>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmException">The call failed; the type says how.</exception>
    /// <returns>The models.</returns>
    public virtual Task<ModelList> ListModelsAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _models.ListModelsAsync(options, cancellationToken);

    /// <summary>The models that are in memory.</summary>
    /// <inheritdoc cref="ListModelsAsync"/>
    /// <returns>The models.</returns>
    public virtual Task<RunningModelList> ListRunningModelsAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _models.ListRunningModelsAsync(options, cancellationToken);

    /// <summary>What the server knows of a model: template, parameters, capabilities, metadata.</summary>
    /// <param name="request">Which model, and how much of it.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmModelNotFoundException">The server does not have the model.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>What is known of it.</returns>
    [OverloadResolutionPriority(1)]
    public virtual Task<ShowModelResponse> ShowModelAsync(ShowModelRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _models.ShowModelAsync(request with { Model = ModelOr(request.Model) }, options, cancellationToken);
    }

    /// <summary>What the server knows of a model: template, parameters, capabilities, metadata.</summary>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="ShowModelAsync(ShowModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>What is known of it.</returns>
    public Task<ShowModelResponse> ShowModelAsync(string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        ShowModelAsync(new ShowModelRequest { Model = model }, options, cancellationToken);

    /// <summary>Whether the server has a model.</summary>
    /// <inheritdoc cref="ShowModelAsync(string?, CallOptions?, CancellationToken)" path="/param"/>
    /// <exception cref="LlmException">The call failed; the type says how.</exception>
    /// <returns><see langword="true"/> where it has.</returns>
    public async Task<bool> ModelExistsAsync(string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await ShowModelAsync(model, options, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LlmModelNotFoundException)
        {
            return false;
        }
    }

    /// <summary>
    /// What a model can do, as the model itself says it (<c>/api/show</c>): the list of models does not know what a template in the GGUF file can. It is
    /// asked once, and again when the list shows another digest or another time of change.
    /// </summary>
    /// <inheritdoc cref="ShowModelAsync(string?, CallOptions?, CancellationToken)" path="/param|/exception"/>
    /// <returns>Nothing where the server is too old to say.</returns>
    public virtual async Task<IReadOnlyList<ModelCapability>> GetCapabilitiesAsync(string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        await _capabilities.GetAsync(ModelOr(model), null, options, cancellationToken).ConfigureAwait(false) ?? [];

    /// <summary>Gives a model a second name; nothing is copied on disk.</summary>
    /// <param name="source">The model.</param>
    /// <param name="destination">Its new name. A model of that name is replaced.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="ShowModelAsync(ShowModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>A task that ends when it is done.</returns>
    public virtual Task CopyModelAsync(string source, string destination, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _models.CopyModelAsync(
            new CopyModelRequest { Source = RequestChecks.Model(source), Destination = RequestChecks.Model(destination) }, options, cancellationToken);

    /// <summary>Deletes a model.</summary>
    /// <param name="model">The model; never the client's default.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="ShowModelAsync(ShowModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>A task that ends when it is done.</returns>
    public virtual Task DeleteModelAsync(string model, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _models.DeleteModelAsync(new DeleteModelRequest { Model = RequestChecks.Model(model) }, options, cancellationToken);

    /// <summary>
    /// Loads a model into memory, so that the first answer comes sooner.
    /// </summary>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="keepAlive">How long it stays; the server's default where <see langword="null"/>.</param>
    /// <param name="modelOptions">The options later requests will have: others make the server load it again.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the loading.</param>
    /// <returns>
    /// What was done to make room, where <see cref="OllamaClientOptions.OutOfMemoryRecovery"/> is on and it did not fit in; <see langword="null"/> where
    /// nothing was. Where a smaller <see cref="MemoryRecovery.ContextLength"/> was needed, later requests need it too.
    /// </returns>
    /// <inheritdoc cref="ShowModelAsync(ShowModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    public async Task<MemoryRecovery?> LoadModelAsync(
        string? model = null, KeepAlive? keepAlive = null, ModelOptions? modelOptions = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await GenerateAsync(new GenerateRequest { Model = model, KeepAlive = keepAlive, Options = modelOptions }, options, cancellationToken).ConfigureAwait(false)).MemoryRecovery;
        }
        catch (LlmApiException e) when (e.Kind == ApiErrorKind.ModelDoesNotSupport)
        {
            try
            {
                // A model that only embeds is loaded by embedding nothing.
                return (await EmbedAsync(new EmbedRequest { Model = model, KeepAlive = keepAlive, Options = modelOptions }, options, cancellationToken).ConfigureAwait(false)).MemoryRecovery;
            }
            catch (LlmApiException refusal) when (refusal.Kind == ApiErrorKind.ModelDoesNotSupport)
            {
                return await LoadByDecisionAsync(model, keepAlive, refusal, options, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A model that only decides: there is nothing that loads it but a question.
    private async Task<MemoryRecovery?> LoadByDecisionAsync(
        string? model, KeepAlive? keepAlive, LlmApiException refusal, CallOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            var request = SystemOneRequest.About("A model is loaded.", (SystemOneRequest.OnlyQuestion, SystemOneQuestion.YesNo("Is a model loaded?")));
            return (await DecideAsync(request with { Model = model, KeepAlive = keepAlive }, options, cancellationToken).ConfigureAwait(false)).MemoryRecovery;
        }
        catch (LlmApiException e) when (e.Kind is ApiErrorKind.ModelDoesNotSupport or ApiErrorKind.RouteNotFound)
        {
            ExceptionDispatchInfo.Throw(refusal);
            throw;
        }
    }

    /// <summary>Takes a model out of memory.</summary>
    /// <inheritdoc cref="ShowModelAsync(string?, CallOptions?, CancellationToken)" path="/param|/exception"/>
    /// <returns>A task that ends when it is done.</returns>
    public virtual async Task UnloadModelAsync(string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        // Straight to the server: whatever makes room in memory must not need room itself.
        var name = ModelOr(model);
        try
        {
            await _generation.GenerateAsync(new GenerateRequest { Model = name, KeepAlive = KeepAlive.Unload, Stream = false }, options, cancellationToken).ConfigureAwait(false);
        }
        catch (LlmApiException e) when (e.Kind == ApiErrorKind.ModelDoesNotSupport)
        {
            await _embeddings.EmbedAsync(new EmbedRequest { Model = name, KeepAlive = KeepAlive.Unload }, options, cancellationToken).ConfigureAwait(false);
        }
    }
}
