using System.Buffers;
using System.Security.Cryptography;

namespace OllamaSdk.Transfers;

/// <summary>A temporary file for a stream that can be read once only, since a blob's digest must be known before its first byte is sent.</summary>
internal static class Spool
{
    private const int PieceSize = 128 * 1024;

    /// <summary>A file that is gone when it is closed.</summary>
    public static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, PieceSize,
        FileOptions.Asynchronous | FileOptions.DeleteOnClose);

    /// <summary>Copies the source into the file, sets it back, and gives the digest of what was copied.</summary>
    public static async Task<string> FillAsync(FileStream file, Stream source, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        file.Position = 0;
        return BlobDigest.Format(hash.GetCurrentHash());
    }
}
