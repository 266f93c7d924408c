using System.Runtime.CompilerServices;
using OllamaSdk.Transfers;

namespace OllamaSdk;

// Progress by a lambda. Where null stands there, the longer form is meant. Each call is made where the progress is read: unlike Progress<T>, in order and at once.
public partial class OllamaClient
{
    /// <inheritdoc cref="PullModelAsync(string, IProgress{TransferProgress}?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-2)]
    public Task PullModelAsync(string model, Action<TransferProgress> progress, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        PullModelAsync(model, new ProgressAction(progress), options, cancellationToken);

    /// <inheritdoc cref="PullModelAsync(PullModelRequest, IProgress{TransferProgress}?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task PullModelAsync(PullModelRequest request, Action<TransferProgress> progress, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        PullModelAsync(request, new ProgressAction(progress), options, cancellationToken);

    /// <inheritdoc cref="PushModelAsync(string, IProgress{TransferProgress}?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-2)]
    public Task PushModelAsync(string model, Action<TransferProgress> progress, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        PushModelAsync(model, new ProgressAction(progress), options, cancellationToken);

    /// <inheritdoc cref="PushModelAsync(PushModelRequest, IProgress{TransferProgress}?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task PushModelAsync(PushModelRequest request, Action<TransferProgress> progress, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        PushModelAsync(request, new ProgressAction(progress), options, cancellationToken);

    /// <inheritdoc cref="CreateModelAsync(CreateModelRequest, IProgress{TransferProgress}?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task CreateModelAsync(CreateModelRequest request, Action<TransferProgress> progress, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateModelAsync(request, new ProgressAction(progress), options, cancellationToken);

    /// <inheritdoc cref="UploadBlobAsync(string, IProgress{TransferProgress}?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<string> UploadBlobAsync(string path, Action<TransferProgress> progress, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadBlobAsync(path, new ProgressAction(progress), options, cancellationToken);

    /// <inheritdoc cref="CreateModelFromFilesAsync(string, CreateModelRequest, IProgress{TransferProgress}?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task CreateModelFromFilesAsync(string path, CreateModelRequest request, Action<TransferProgress> progress, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateModelFromFilesAsync(path, request, new ProgressAction(progress), options, cancellationToken);
}
