using System.Buffers.Text;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk;

/// <summary>How long a request for decisions may be at Ollama.</summary>
internal static class DecisionBody
{
    private const int MaxWithoutImages = 64 * 1024;
    private const int MaxWithImages = 32 * 1024 * 1024;
    private static readonly int s_imagesMember = ""","images":[]""".Length;

    /// <exception cref="ArgumentException">The body would be too long.</exception>
    public static void Check(SystemOneRequest request)
    {
        var hasImages = request.Images is { Count: > 0 };
        var length = LengthOf(request);
        if (length > (hasImages ? MaxWithImages : MaxWithoutImages))
        {
            throw new ArgumentException(
                $"The request has {length:N0} bytes as JSON, and Ollama takes no more than {(hasImages ? "32 MiB with images" : "64 KiB without images")}; ask about less at once.", nameof(request));
        }
    }

    // Pictures are counted, not written: they would be copied only for this.
    internal static long LengthOf(SystemOneRequest request)
    {
        var json = (JsonTypeInfo<SystemOneRequest>)LlmJson.Options.GetTypeInfo(typeof(SystemOneRequest));
        long length = Transport.JsonBody.LengthOf(request with { Images = null }, json);
        return request.Images is not { Count: > 0 } images
            ? length
            : length + s_imagesMember + images.Sum(image => Base64.GetMaxEncodedToUtf8Length(image.Bytes.Length) + 2L) + images.Count - 1;
    }
}
