using System.Buffers;

namespace OllamaSdk.Json;

/// <summary>The bytes of a JSON text.</summary>
internal static class JsonText
{
    // The quotation mark, the backslash, and the control characters, which JSON does not allow in a text.
    private static readonly SearchValues<byte> s_notPlain = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(character => (byte)character)]);

    /// <summary>Where the part that stands for itself ends; -1 where it does not.</summary>
    public static int EndOfPlain(ReadOnlySpan<byte> text) => text.IndexOfAny(s_notPlain);
}
