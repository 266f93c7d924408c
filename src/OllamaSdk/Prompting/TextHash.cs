using System.Numerics;
using System.Runtime.InteropServices;

namespace OllamaSdk.Prompting;

/// <summary>Knows a text again without keeping it, by 64 bits that mean nothing outside this process.</summary>
internal static class TextHash
{
    private const ulong Factor = 0x9E3779B97F4A7C15;

    public static ulong Seed { get; } = (ulong)Random.Shared.NextInt64() | 1;

    public static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        var whole = MemoryMarshal.Cast<char, ulong>(text);
        foreach (var four in whole)
        {
            hash = Add(hash, four);
        }

        foreach (var c in text[(whole.Length * 4)..])
        {
            hash = Add(hash, c);
        }

        return Add(hash, (ulong)text.Length);
    }

    public static ulong Add(ulong hash, ulong value)
    {
        // Both halves of the product, so that no bit of the hash is lost for what follows.
        var high = Math.BigMul(hash ^ value, Factor, out var low);
        return BitOperations.RotateLeft(high ^ low, 23) + value;
    }
}
