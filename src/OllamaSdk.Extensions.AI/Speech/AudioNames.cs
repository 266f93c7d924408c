namespace OllamaSdk.Extensions.AI;

/// <summary>A file name for a recording, by whose ending servers tell its format.</summary>
internal static class AudioNames
{
    private const int HeaderLength = 12;

    public static string Of(Stream audio) => audio is FileStream { Name: { Length: > 0 } path } ? Path.GetFileName(path) : $"audio.{Ending(audio)}";

    // Only where the stream can be put back to where it stood.
    private static string Ending(Stream audio)
    {
        if (!audio.CanSeek)
        {
            return "wav";
        }

        var start = audio.Position;
        Span<byte> header = stackalloc byte[HeaderLength];
        var length = audio.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        audio.Position = start;
        return Ending(header[..length]);
    }

    private static string Ending(ReadOnlySpan<byte> header) =>
        header.StartsWith("ID3"u8) || (header.Length > 1 && header[0] == 0xFF && (header[1] & 0xE0) == 0xE0) ? "mp3"
        : header.StartsWith("OggS"u8) ? "ogg"
        : header.StartsWith("fLaC"u8) ? "flac"
        : header.StartsWith<byte>([0x1A, 0x45, 0xDF, 0xA3]) ? "webm"
        : header.Length > 8 && header[4..].StartsWith("ftyp"u8) ? "m4a"
        : "wav";
}
