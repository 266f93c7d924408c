using OllamaSdk.Transfers;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>Whether the server has a blob.</summary>
    /// <param name="digest"><c>sha256:</c> and 64 lower-case hexadecimal digits.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The digest has another form; nothing was sent.</exception>
    /// <exception cref="LlmException">The call failed; the type says how.</exception>
    /// <returns><see langword="true"/> where it has.</returns>
    public virtual Task<bool> BlobExistsAsync(string digest, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _uploader.ExistsAsync(BlobDigest.Check(digest), options, cancellationToken);

    /// <summary>Uploads a file as a blob, unless the server has it; memory stays flat for any size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told of each step; its exceptions end the upload.</param>
    /// <param name="options">Settings of the requests.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <returns>The digest, to be named in <see cref="CreateModelRequest.Files"/>.</returns>
    /// <exception cref="IOException">The file cannot be read; nothing was sent.</exception>
    /// <exception cref="LlmUploadException">The file changed while it was uploaded.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    public virtual async Task<string> UploadBlobAsync(
        string path, IProgress<TransferProgress>? progress = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
        await using (file.ConfigureAwait(false))
        {
            return await _uploader.UploadAsync(file, null, Path.GetFileName(path), progress, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Uploads a stream as a blob, unless the server has it. The digest must be known before the first byte is sent: where it is not given, a
    /// stream that can be set back is read twice, and any other is kept in a temporary file.
    /// </summary>
    /// <param name="content">Read from where it stands to its end; stays open.</param>
    /// <param name="digest">The digest, where it is known: <c>sha256:</c> and 64 lower-case hexadecimal digits.</param>
    /// <param name="progress">Told of each step; its exceptions end the upload.</param>
    /// <param name="options">Settings of the requests.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <returns>The digest, to be named in <see cref="CreateModelRequest.Files"/>.</returns>
    /// <exception cref="ArgumentException">The digest has another form; nothing was sent.</exception>
    /// <exception cref="IOException">There is no room for the temporary file, or no folder; nothing was sent. What the stream itself throws before the first byte is sent comes out too.</exception>
    /// <exception cref="LlmUploadException">The stream changed while it was uploaded.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    public virtual Task<string> UploadBlobAsync(
        Stream content, string? digest = null, IProgress<TransferProgress>? progress = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _uploader.UploadAsync(content, digest, "stream", progress, options, cancellationToken);
    }

    /// <summary>Makes a model of a file, or of the model files of a folder: hash, upload what the server lacks, create.</summary>
    /// <param name="path">A GGUF file; or a folder, of which the GGUF files are taken, and where there are none, the safetensors files with their JSON files and tokenizer.</param>
    /// <param name="request">Everything else about the model; its <see cref="CreateModelRequest.Files"/> are set. It is not changed.</param>
    /// <param name="progress">Told of each step; its exceptions end the work.</param>
    /// <param name="options">Settings of the requests.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The request is wrong, or the folder holds no model files; nothing was sent.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="LlmUploadException">A file changed while it was uploaded.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>A task that ends when the model is there.</returns>
    public async Task CreateModelFromFilesAsync(
        string path, CreateModelRequest request, IProgress<TransferProgress>? progress = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        OllamaChecks.Create(request);
        RequestChecks.Model(request.Model);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in ModelFiles.Find(path))
        {
            files[file.Name] = await UploadBlobAsync(file.Path, progress, options, cancellationToken).ConfigureAwait(false);
        }

        await CreateModelAsync(request with { Files = files }, progress, options, cancellationToken).ConfigureAwait(false);
    }
}
