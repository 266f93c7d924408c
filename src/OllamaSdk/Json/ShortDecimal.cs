namespace OllamaSdk.Json;

/// <summary>Numbers as embedding answers write them, such as <c>-0.0100621525</c>, made without the search that long or huge ones need.</summary>
internal static class ShortDecimal
{
    // At most 19 digits, which fit a ulong.
    private const int MaxLength = 19;

    // Up to here a double holds every whole number.
    private const ulong MaxExact = 1UL << 53;

    // The bits of a double that a float lacks, and their value halfway between two floats.
    private const long LostBits = (1L << 29) - 1;
    private const long Halfway = 1L << 28;

    /// <summary>The powers that a double holds exactly and short numbers need.</summary>
    public static readonly double[] PowersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17];

    /// <summary>The float nearest to the text, which must be a valid JSON number; <see langword="false"/> where finding it takes more than this.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out float value)
    {
        value = 0;
        if (text.Length > MaxLength)
        {
            return false;
        }

        var negative = text[0] == '-';
        var digits = 0UL;
        var point = text.Length - 1;
        for (var i = negative ? 1 : 0; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == '.')
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        // Two exact operands, so the quotient is rounded once. Rounding it again is right unless the first rounding may have hidden on which
        // side of the middle between two floats the number lies.
        var number = digits / PowersOfTen[text.Length - 1 - point];
        if (digits > MaxExact || (BitConverter.DoubleToInt64Bits(number) & LostBits) == Halfway)
        {
            return false;
        }

        value = (float)(negative ? -number : number);
        return true;
    }
}
