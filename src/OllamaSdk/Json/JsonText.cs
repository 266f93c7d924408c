using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OllamaSdk.Json;

/// <summary>The bytes of a JSON text.</summary>
internal static class JsonText
{
    private const int MaxShort = 64;

    // The quotation mark, the backslash, and the control characters, which JSON does not allow in a text.
    private static readonly SearchValues<byte> s_notPlain = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(character => (byte)character)]);

    /// <summary>Where the part that stands for itself ends; -1 where it does not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int EndOfPlain(ReadOnlySpan<byte> text)
    {
        // Most are short.
        var length = 0;
        for (; Vector128.IsHardwareAccelerated && text.Length - length >= Vector128<byte>.Count && length < MaxShort; length += Vector128<byte>.Count)
        {
            var next = Vector128.Create(text[length..]);
            var found = (Vector128.Equals(next, Vector128.Create((byte)'"')) | Vector128.Equals(next, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(next, Vector128.Create((byte)' '))).ExtractMostSignificantBits();
            if (found != 0)
            {
                return length + BitOperations.TrailingZeroCount(found);
            }
        }

        var rest = text[length..].IndexOfAny(s_notPlain);
        return rest < 0 ? -1 : length + rest;
    }
}
