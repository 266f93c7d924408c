using System.Globalization;
using System.Numerics;

namespace OllamaSdk.Cli.Tools;

/// <summary>A fraction of whole numbers, in lowest terms, whose size is bounded.</summary>
internal readonly struct Fraction
{
    private const int MaxBits = 16 * 1024;
    private const int MaxDecimals = 60;
    private const int RoundedDigits = 30;
    private const double DigitsPerBit = 0.30103;

    private readonly BigInteger _above;
    private readonly BigInteger _below;

    private Fraction(BigInteger above, BigInteger below)
    {
        if (below.IsZero)
        {
            throw new FormatException("it divides by zero");
        }

        var common = BigInteger.GreatestCommonDivisor(above, below) * below.Sign;
        (_above, _below) = (above / common, below / common);
        if (Bits(_above) > MaxBits || Bits(_below) > MaxBits)
        {
            throw TooLarge();
        }
    }

    /// <summary><paramref name="digits"/> times a power of ten.</summary>
    public static Fraction OfDecimal(BigInteger digits, int exponent) =>
        exponent >= 0 ? new(digits * BigInteger.Pow(10, exponent), 1) : new(digits, BigInteger.Pow(10, -exponent));

    public static Fraction operator +(Fraction left, Fraction right) => new((left._above * right._below) + (right._above * left._below), left._below * right._below);

    public static Fraction operator -(Fraction left, Fraction right) => left + -right;

    public static Fraction operator -(Fraction value) => new(-value._above, value._below);

    public static Fraction operator *(Fraction left, Fraction right) => new(left._above * right._above, left._below * right._below);

    public static Fraction operator /(Fraction left, Fraction right) => new(left._above * right._below, left._below * right._above);

    /// <summary>What is left of a division to a whole number; it has the sign of <paramref name="left"/>.</summary>
    public static Fraction operator %(Fraction left, Fraction right) => left - (right * new Fraction(BigInteger.Divide((left / right)._above, (left / right)._below), 1));

    /// <exception cref="FormatException">The exponent is no whole number, or the result would be too large.</exception>
    public Fraction Raise(Fraction exponent)
    {
        if (!exponent._below.IsOne)
        {
            throw new FormatException("an exponent of ^ must be a whole number");
        }

        var times = BigInteger.Abs(exponent._above);
        if (times * (Math.Max(Bits(_above), Bits(_below)) - 1) > MaxBits)
        {
            throw TooLarge();
        }

        // What is left are powers of 0, 1 and -1, whatever the exponent, and short ones.
        var count = times > MaxBits ? (times.IsEven ? 2 : 1) : (int)times;
        var (above, below) = (BigInteger.Pow(_above, count), BigInteger.Pow(_below, count));
        return exponent._above.Sign < 0 ? new(below, above) : new(above, below);
    }

    /// <summary>All digits where they end soon; else the first ones, and that they are rounded.</summary>
    public override string ToString()
    {
        if (_below.IsOne)
        {
            return _above.ToString(CultureInfo.InvariantCulture);
        }

        return Decimals(_below) is { } count && count <= MaxDecimals
            ? Text(count)
            : $"{Text(Math.Max(1, RoundedDigits - (int)((Bits(_above) - Bits(_below)) * DigitsPerBit)))} (rounded)";
    }

    private string Text(int decimals)
    {
        var scaled = ((BigInteger.Abs(_above) * BigInteger.Pow(10, decimals) * 2) + _below) / (_below * 2);
        var digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return $"{(_above.Sign < 0 ? "-" : "")}{digits[..^decimals]}.{digits[^decimals..]}".TrimEnd('0').TrimEnd('.');
    }

    // How many decimals a fraction with this below has; null where they never end.
    private static int? Decimals(BigInteger below)
    {
        var twos = Divide(ref below, 2);
        var fives = Divide(ref below, 5);
        return below.IsOne ? Math.Max(twos, fives) : null;
    }

    private static int Divide(ref BigInteger value, int by)
    {
        var count = 0;
        for (; (value % by).IsZero; value /= by)
        {
            count++;
        }

        return count;
    }

    private static long Bits(BigInteger value) => BigInteger.Abs(value).GetBitLength();

    private static FormatException TooLarge() => new("the numbers become too large");
}
