using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk.Streaming;

/// <summary>Times of one stream: where one is in the same second as that before, only its fraction is read.</summary>
internal sealed class KnownSecond
{
    // "2026-11-29T11:12:13. with the quotation mark that begins it.
    private const int Length = 21;

    private readonly byte[] _beginning = new byte[Length];
    private long _ticks;
    private bool _isKnown;

    /// <param name="quoted">A text without escapes, in its quotation marks.</param>
    /// <param name="time">What it says.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(ReadOnlySpan<byte> quoted, out DateTimeOffset? time)
    {
        if (_isKnown && quoted.StartsWith(_beginning) && TryFraction(quoted[Length..], out var fraction))
        {
            time = new DateTimeOffset(new DateTime(_ticks + fraction, DateTimeKind.Utc));
            return true;
        }

        var reader = new Utf8JsonReader(quoted);
        var isRead = reader.Read() && ServerTimes.TryRead(ref reader, out var found) ? found : default(DateTimeOffset?);
        time = isRead;
        if (isRead is { } whole)
        {
            Learn(quoted, whole);
        }

        return isRead is not null;
    }

    private void Learn(ReadOnlySpan<byte> quoted, DateTimeOffset time)
    {
        _isKnown = quoted.Length > Length && quoted[Length - 1] == '.' && time.Offset == TimeSpan.Zero;
        if (_isKnown)
        {
            quoted[..Length].CopyTo(_beginning);
            _ticks = time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond);
        }
    }

    // Digits, Z and the quotation mark. A tick is the seventh digit; as .NET does, what is finer is dropped.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryFraction(ReadOnlySpan<byte> rest, out long ticks)
    {
        const int GoDigits = 9;
        var digits = rest.Length - 2;
        // Go writes nanoseconds, and leaves out the zeros at their end.
        if (digits is GoDigits or GoDigits - 1 && rest[digits] == 'Z' && TryEightDigits(rest, out var number) && char.IsAsciiDigit((char)rest[digits - 1]))
        {
            ticks = number / 10;
            return true;
        }

        return TryFewDigits(rest, digits, out ticks);
    }

    // Each step adds neighbours: of digits, of pairs, of fours.
    private static bool TryEightDigits(ReadOnlySpan<byte> text, out uint number)
    {
        const ulong Zeros = 0x3030_3030_3030_3030;
        var digits = BinaryPrimitives.ReadUInt64LittleEndian(text);
        var values = digits - Zeros;
        number = 0;
        // A byte below '0' borrows, and one above '9' carries, into its high half.
        if ((((digits + 0x4646_4646_4646_4646) | values) & 0x8080_8080_8080_8080) != 0)
        {
            return false;
        }

        values = (values * 10) + (values >> 8);
        number = (uint)((((values & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064) + (((values >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001)) >> 32);
        return true;
    }

    private static bool TryFewDigits(ReadOnlySpan<byte> rest, int digits, out long ticks)
    {
        const int TickDigits = 7;
        ticks = 0;
        if (digits is < 1 or > TickDigits || rest[digits] != 'Z')
        {
            return false;
        }

        foreach (var character in rest[..digits])
        {
            if (!char.IsAsciiDigit((char)character))
            {
                return false;
            }

            ticks = (10 * ticks) + (character - '0');
        }

        for (; digits < TickDigits; digits++)
        {
            ticks *= 10;
        }

        return true;
    }
}
