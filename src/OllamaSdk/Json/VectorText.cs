using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OllamaSdk.Json;

/// <summary>Lists of numbers as embedding answers write them, read without a token for each number and with the very bits that the serializer gives.</summary>
internal static class VectorText
{
    // As many fit a ulong whatever they are.
    private const int MaxDigits = 19;

    // No place.
    private const int Other = -1;

    private const int MaxExponentDigits = 4;

    // Between these a float has all of its bits, and rounding cannot lead out of its range.
    private const double Smallest = 2e-38;
    private const double Largest = 3.4e38;

    // The bits of a double that a float lacks, and their value halfway between two floats.
    private const long LostBits = (1L << 29) - 1;
    private const long Halfway = 1L << 28;

    // The digits, the power and the product are each rounded once: together less than 4 of a double's last bits.
    private const long Doubt = 8;

    private const int SmallestPower = -40;

    private static ReadOnlySpan<double> Powers =>
    [
        1e-40, 1e-39, 1e-38, 1e-37, 1e-36, 1e-35, 1e-34, 1e-33, 1e-32, 1e-31, 1e-30, 1e-29, 1e-28, 1e-27, 1e-26, 1e-25, 1e-24, 1e-23, 1e-22, 1e-21,
        1e-20, 1e-19, 1e-18, 1e-17, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1,
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private static ReadOnlySpan<ulong> WholePowers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000,
        10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    ];

    /// <summary>The place behind blanks.</summary>
    public static int SkipBlanks(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>
    /// The same as <see cref="Number"/> for the form that nearly all numbers of a list have: one digit, and up to 15 behind the point. Less than 0
    /// where it is another, or stands too near to an end of the text to be read in pieces of 16 bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Usual(ReadOnlySpan<byte> json, int at, out float value)
    {
        value = 0;
        if (!Vector128.IsHardwareAccelerated || at < Vector128<byte>.Count || json.Length - at < 2 * Vector128<byte>.Count)
        {
            return Other;
        }

        // A sign is as likely as none, and a branch would be foreseen as often as not: of what may stand here only digits have this bit.
        var sign = ((json[at] >> 4) & 1) ^ 1;
        var first = (uint)json[at + sign] - '0';
        var fraction = at + sign + 2;
        var length = BitOperations.TrailingZeroCount(
            Vector128.GreaterThan(Vector128.Create(json.Slice(fraction, Vector128<byte>.Count)) - Vector128.Create((byte)'0'), Vector128.Create((byte)9))
                .ExtractMostSignificantBits() | (1u << Vector128<byte>.Count));
        var end = fraction + length;
        if (first > 9 || ((json[at] ^ '-') & -sign) != 0 || json[fraction - 1] != '.' || length is 0 or >= 16 || json[end] is not ((byte)',' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
        {
            return Other;
        }

        // The 16 bytes that end with the last digit, without those that are none of the fraction.
        var digits = (Vector128.Create(json.Slice(end - Vector128<byte>.Count, Vector128<byte>.Count)) - Vector128.Create((byte)'0'))
            & Vector128.GreaterThan(Vector128.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, (sbyte)15), Vector128.Create((sbyte)(15 - length))).AsByte();
        var halves = digits.AsUInt64();
        var number = (first * WholePowers[length]) + (Whole(halves.ToScalar()) * 100_000_000) + Whole(halves.GetElement(1));
        return TryRound(number, -length, sign, out value) ? end : Other;
    }

    /// <summary>
    /// The place behind a number, which must be valid JSON and finite; less than 0 where it is not. The float is the one nearest to the text.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Number(ReadOnlySpan<byte> json, int at, out float value)
    {
        var next = at;
        var sign = next < json.Length && json[next] == '-' ? 1 : 0;
        next += sign;
        var first = next;
        var number = 0UL;
        next = TakeDigits(json, next, ref number);
        var significant = next - first;
        // A number has a digit, and none before it that says nothing.
        value = 0;
        if (significant == 0 || (json[first] == '0' && significant > 1))
        {
            return Other;
        }

        significant = json[first] == '0' ? 0 : significant;
        var power = 0;
        if (next < json.Length && json[next] == '.')
        {
            var fraction = next + 1;
            next = TakeDigits(json, fraction, ref number);
            power = fraction - next;
            if (power == 0)
            {
                return Other;
            }

            significant -= power;
            if (significant > MaxDigits && json[first] == '0')
            {
                significant -= Zeros(json[fraction..next]);
            }
        }

        if (next < json.Length && (json[next] | 0x20) == 'e' && !TryExponent(json, ref next, ref power))
        {
            return Other;
        }

        return (significant <= MaxDigits && TryRound(number, power, sign, out value)) || TrySlow(json[at..next], out value) ? next : Other;
    }

    // One by one at the end of the text, where eight bytes cannot be looked at.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TakeDigits(ReadOnlySpan<byte> json, int at, ref ulong number)
    {
        while (json.Length - at >= sizeof(ulong))
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(json[at..]);
            var digits = word - 0x3030303030303030;
            // The top bit of the first byte that is no digit is set, and of none before it.
            var others = ((word + 0x4646464646464646) | digits) & 0x8080808080808080;
            if (others == 0)
            {
                number = (number * 100_000_000) + Whole(digits);
                at += sizeof(ulong);
                continue;
            }

            // In two shifts, since all of it may have to go; without a question of how many there are, which nobody could foresee.
            var bits = BitOperations.TrailingZeroCount(others) & ~7;
            number = (number * WholePowers[bits >> 3]) + Whole(digits << (63 - bits) << 1);
            return at + (bits >> 3);
        }

        return TakeLast(json, at, ref number);
    }

    private static int TakeLast(ReadOnlySpan<byte> json, int at, ref ulong number)
    {
        while (at < json.Length && (uint)(json[at] - '0') is <= 9 and var digit)
        {
            number = (number * 10) + digit;
            at++;
        }

        return at;
    }

    // Eight digits, the first in the lowest byte: pairs, fours and eights are put together at once.
    private static ulong Whole(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (uint)((((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }

    private static int Zeros(ReadOnlySpan<byte> digits) => digits.IndexOfAnyExcept((byte)'0') is >= 0 and var zeros ? zeros : digits.Length;

    private static bool TryExponent(ReadOnlySpan<byte> json, ref int at, ref int power)
    {
        at++;
        var negative = at < json.Length && json[at] == '-';
        at += at < json.Length && json[at] is (byte)'-' or (byte)'+' ? 1 : 0;
        var first = at;
        var exponent = 0UL;
        at = TakeDigits(json, at, ref exponent);
        var length = at - first;
        // Too long a one is for the slow way, like all that lies outside of the powers known here.
        var known = length > MaxExponentDigits ? int.MaxValue / 2 : (int)exponent;
        power += negative ? -known : known;
        return length > 0;
    }

    // A double near enough to the text shows on which side of the middle between two floats the text lies, unless it lies at the middle itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRound(ulong number, int power, int sign, out float value)
    {
        var index = power - SmallestPower;
        // A long becomes a double in one rounding; not every ulong does.
        if ((uint)index >= (uint)Powers.Length || number > long.MaxValue)
        {
            value = 0;
            return number == 0 && Sign(0, sign, out value);
        }

        var near = (long)number * Powers[index];
        var past = (BitConverter.DoubleToInt64Bits(near) & LostBits) - Halfway;
        return Sign((float)near, sign, out value) && ((near is > Smallest and < Largest && past is < -Doubt or > Doubt) || number == 0);
    }

    private static bool Sign(float positive, int sign, out float value)
    {
        value = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(positive) | (sign << 31));
        return true;
    }

    private static bool TrySlow(ReadOnlySpan<byte> number, out float value) =>
        Utf8Parser.TryParse(number, out value, out var length) && length == number.Length && float.IsFinite(value);
}
