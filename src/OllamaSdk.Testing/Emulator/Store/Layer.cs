using System.Security.Cryptography;
using System.Text;

namespace OllamaSdk.Testing.Emulator.Store;

/// <summary>A file inside a model: its weights, its template, a licence …</summary>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Size">In bytes.</param>
internal readonly record struct Layer(string Digest, long Size)
{
    /// <summary>As progress lines name it: the first twelve digits.</summary>
    public string ShortName => Digest.Substring("sha256:".Length, 12);

    /// <summary>A layer that holds a text, as the server makes of templates, licences and parameters.</summary>
    public static Layer Of(string text) => new("sha256:" + Hash(text), Encoding.UTF8.GetByteCount(text));

    /// <summary>64 hexadecimal digits, the same for the same text.</summary>
    public static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
}
