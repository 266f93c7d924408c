namespace OllamaSdk.Extensions.AI;

/// <summary>What kind of picture some bytes are.</summary>
internal static class ImageType
{
    public static string Of(ReadOnlySpan<byte> image) =>
        image.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png"
        : image.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : image.Length > 12 && image.StartsWith("RIFF"u8) && image[8..].StartsWith("WEBP"u8) ? "image/webp"
        : image.StartsWith("GIF8"u8) ? "image/gif"
        : image.StartsWith("BM"u8) ? "image/bmp"
        // A kind that is not told here is still a picture, which is all that those who send it on need to know.
        : "image/x-unknown";
}
