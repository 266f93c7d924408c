using FsCheck;

namespace OllamaSdk.Tests.Streaming;

/// <summary>A body in the pieces of a network.</summary>
internal static class Pieces
{
    /// <summary>The body cut into pieces of these lengths, again and again until its end; whole where there are none.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> body, PositiveInt[] lengths)
    {
        for (var (at, i) = (0, 0); at < body.Length; i++)
        {
            var length = Math.Min(lengths.Length == 0 ? body.Length : lengths[i % lengths.Length].Get, body.Length - at);
            yield return body.Slice(at, length);
            at += length;
        }
    }
}
