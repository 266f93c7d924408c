using System.Security.Cryptography;

namespace OllamaSdk.Transfers;

/// <summary>Names of blobs: <c>sha256:</c> and 64 lower-case hexadecimal digits, the only form the server's upload takes.</summary>
internal static class BlobDigest
{
    private const string Prefix = "sha256:";

    /// <exception cref="ArgumentException">Any other form; it would not be found, or would change the path of the request.</exception>
    public static string Check(string digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var valid = digest.Length == Prefix.Length + 64 && digest.StartsWith(Prefix, StringComparison.Ordinal)
            && !digest.AsSpan(Prefix.Length).ContainsAnyExcept("0123456789abcdef");
        return valid ? digest : throw new ArgumentException("A digest is 'sha256:' and 64 lower-case hexadecimal digits.", nameof(digest));
    }

    public static string Format(ReadOnlySpan<byte> hash) => Prefix + Convert.ToHexString(hash).ToLowerInvariant();

    /// <summary>The digest of a stream from where it stands to its end.</summary>
    public static async Task<string> ComputeAsync(Stream stream, CancellationToken cancellationToken) =>
        Format(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
}
