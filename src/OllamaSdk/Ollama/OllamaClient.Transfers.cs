using System.Runtime.CompilerServices;
using OllamaSdk.Streaming;
using OllamaSdk.Transfers;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>Downloads a model and delivers the server's progress lines as they come.</summary>
    /// <remarks>
    /// A connection that breaks is made again within the retry policy, and the server resumes; statuses then repeat. Leaving the loop or
    /// cancelling stops the download unless another client waits for the same files. A failure the server reports, such as a model that
    /// does not exist, is an <see cref="LlmStreamException"/> with the server's error inside.
    /// </remarks>
    /// <param name="request">Which model. It is not changed.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the download.</param>
    /// <returns>Progress lines; the last one has the status <c>success</c>.</returns>
    /// <exception cref="ArgumentException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="LlmStreamException">The server reported an error, or the stream ended without <c>success</c>.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    [OverloadResolutionPriority(1)]
    public virtual IAsyncEnumerable<ModelProgress> PullModelStreamAsync(PullModelRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ResumingPull(_models, _runner).RunAsync(request with { Model = ModelOr(request.Model), Stream = true }, options, cancellationToken).WithOwnTokens(cancellationToken);
    }

    /// <inheritdoc cref="PullModelStreamAsync(PullModelRequest, CallOptions?, CancellationToken)"/>
    /// <param name="model">Which model.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the download.</param>
    public IAsyncEnumerable<ModelProgress> PullModelStreamAsync(string model, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        PullModelStreamAsync(new PullModelRequest { Model = model }, options, cancellationToken);

    /// <summary>Downloads a model, to the end.</summary>
    /// <param name="model">Which model.</param>
    /// <param name="progress">Told of each step; its exceptions end the download.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the download.</param>
    /// <inheritdoc cref="PullModelStreamAsync(PullModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>A task that ends when the model is there.</returns>
    /// <example>
    /// <code>
    /// await client.PullModelAsync("llama3.2", progress =&gt; Console.WriteLine($"{progress.Status} {progress.Fraction:P0}"));
    /// </code>
    /// </example>
    public Task PullModelAsync(string model, IProgress<TransferProgress>? progress = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PullModelStreamAsync(model, options, cancellationToken), progress);

    /// <inheritdoc cref="PullModelAsync(string, IProgress{TransferProgress}?, CallOptions?, CancellationToken)"/>
    /// <param name="request">Which model. It is not changed.</param>
    /// <param name="progress">Told of each step; its exceptions end the download.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the download.</param>
    /// <returns>A task that ends when the model is there.</returns>
    [OverloadResolutionPriority(1)]
    public Task PullModelAsync(PullModelRequest request, IProgress<TransferProgress>? progress = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PullModelStreamAsync(request, options, cancellationToken), progress);

    /// <summary>Uploads a model to its registry and delivers the server's progress lines as they come.</summary>
    /// <param name="request">Which model. It is not changed.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the upload.</param>
    /// <returns>Progress lines; the last one has the status <c>success</c>.</returns>
    /// <inheritdoc cref="PullModelStreamAsync(PullModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    public virtual IAsyncEnumerable<ModelProgress> PushModelStreamAsync(PushModelRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _models.PushModelStreamAsync(request with { Model = ModelOr(request.Model), Stream = true }, options, cancellationToken).WithOwnTokens(cancellationToken);
    }

    /// <summary>Uploads a model to its registry, to the end.</summary>
    /// <param name="model">Which model, as <c>namespace/name:tag</c>.</param>
    /// <param name="progress">Told of each step; its exceptions end the upload.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the upload.</param>
    /// <inheritdoc cref="PullModelStreamAsync(PullModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>A task that ends when the model is uploaded.</returns>
    public Task PushModelAsync(string model, IProgress<TransferProgress>? progress = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        PushModelAsync(new PushModelRequest { Model = model }, progress, options, cancellationToken);

    /// <inheritdoc cref="PushModelAsync(string, IProgress{TransferProgress}?, CallOptions?, CancellationToken)"/>
    /// <param name="request">Which model. It is not changed.</param>
    /// <param name="progress">Told of each step; its exceptions end the upload.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the upload.</param>
    /// <returns>A task that ends when the model is uploaded.</returns>
    [OverloadResolutionPriority(1)]
    public Task PushModelAsync(PushModelRequest request, IProgress<TransferProgress>? progress = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PushModelStreamAsync(request, options, cancellationToken), progress);

    /// <summary>Makes a model of another one, or of blobs that were uploaded before, and delivers the server's progress lines as they come.</summary>
    /// <param name="request">What to make of what. It is not changed.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the work.</param>
    /// <returns>Progress lines; the last one has the status <c>success</c>.</returns>
    /// <inheritdoc cref="PullModelStreamAsync(PullModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    public virtual IAsyncEnumerable<ModelProgress> CreateModelStreamAsync(CreateModelRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        OllamaChecks.Create(request);
        return _models.CreateModelStreamAsync(request with { Model = RequestChecks.Model(request.Model), Stream = true }, options, cancellationToken).WithOwnTokens(cancellationToken);
    }

    /// <summary>Makes a model of another one, or of blobs that were uploaded before.</summary>
    /// <param name="request">What to make of what. It is not changed.</param>
    /// <param name="progress">Told of each step; its exceptions end the work.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the work.</param>
    /// <inheritdoc cref="PullModelStreamAsync(PullModelRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>A task that ends when the model is there.</returns>
    public Task CreateModelAsync(CreateModelRequest request, IProgress<TransferProgress>? progress = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(CreateModelStreamAsync(request, options, cancellationToken), progress);

    private async Task RunAsync(IAsyncEnumerable<ModelProgress> lines, IProgress<TransferProgress>? progress)
    {
        var tracker = new TransferTracker(_runner.Clock);
        await foreach (var line in lines.ConfigureAwait(false))
        {
            progress?.Report(tracker.Add(line));
        }
    }
}
