using System.Buffers;
using System.Security.Cryptography;

namespace OllamaSdk.Transfers;

/// <summary>Names of blobs: <c>sha256:</c> and 64 lower-case hexadecimal digits, the only form the server's upload takes.</summary>
internal static class BlobDigest
{
    private const string Prefix = "sha256:";

    // .NET's own hashing of streams reads 4 KiB at a time, which costs a third of the speed on files.
    private const int PieceSize = 128 * 1024;

    /// <exception cref="ArgumentException">Any other form; it would not be found, or would change the path of the request.</exception>
    public static string Check(string digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var valid = digest.Length == Prefix.Length + 64 && digest.StartsWith(Prefix, StringComparison.Ordinal)
            && !digest.AsSpan(Prefix.Length).ContainsAnyExcept("0123456789abcdef");
        return valid ? digest : throw new ArgumentException("A digest is 'sha256:' and 64 lower-case hexadecimal digits.", nameof(digest));
    }

    /// <summary>The digest of a stream from where it stands to its end; what is read is also copied, where that is wanted.</summary>
    public static async Task<string> ComputeAsync(Stream source, Stream? copy, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                if (copy is not null)
                {
                    await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Format(hash.GetCurrentHash());
    }

    private static string Format(ReadOnlySpan<byte> hash) => Prefix + Convert.ToHexString(hash).ToLowerInvariant();
}
