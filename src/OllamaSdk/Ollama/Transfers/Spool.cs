namespace OllamaSdk.Transfers;

/// <summary>A temporary file for a stream that can be read once only, since a blob's digest must be known before its first byte is sent.</summary>
internal static class Spool
{
    private const int BufferSize = 128 * 1024;

    /// <summary>A file that is gone when it is closed.</summary>
    public static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize,
        FileOptions.Asynchronous | FileOptions.DeleteOnClose);

    /// <summary>Copies the source into the file, sets it back, and gives the digest of what was copied.</summary>
    public static async Task<string> FillAsync(FileStream file, Stream source, CancellationToken cancellationToken)
    {
        var digest = await BlobDigest.ComputeAsync(source, file, cancellationToken).ConfigureAwait(false);
        file.Position = 0;
        return digest;
    }
}
