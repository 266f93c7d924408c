using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace OllamaSdk.CompilerServices;

public ref partial struct ArgumentScan
{
    // So many digits fit a long, and so many a double, without a look at their value.
    private const int MaxIntegerDigits = 18;
    private const int MaxExactDigits = 15;

    // What ends a text, and what must not stand in one as it is.
    private static readonly SearchValues<byte> TextStops = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private static ReadOnlySpan<double> PowersOfTen => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a text without escapes.</summary>
    public string String()
    {
        if (Current == '"')
        {
            var rest = _json[(_at + 1)..];
            var length = rest.IndexOfAny(TextStops);
            if (length >= 0 && rest[length] == '"' && Utf8.IsValid(rest[..length]))
            {
                _at += length + 2;
                MoveOn();
                return Encoding.UTF8.GetString(rest[..length]);
            }
        }

        Unusual();
        return "";
    }

    /// <summary>Reads true or false.</summary>
    public bool Boolean() => Is("true"u8) || (!Is("false"u8) && Unusual<bool>());

    /// <summary>Reads a whole number of at most 18 digits.</summary>
    public T Integer<T>()
        where T : struct, IBinaryInteger<T>
    {
        var isNegative = SkipMinus();
        var number = 0L;
        var digits = Digits(ref number);
        number = isNegative ? -number : number;
        var value = T.CreateSaturating(number);
        Demand(digits is > 0 and <= MaxIntegerDigits && long.CreateSaturating(value) == number);
        MoveOn();
        return value;
    }

    /// <summary>Reads a number of at most 15 digits.</summary>
    public double Double()
    {
        var isNegative = SkipMinus();
        var number = 0L;
        var digits = Digits(ref number);
        var fraction = 0;
        if (digits > 0 && Current == '.')
        {
            _at++;
            fraction = MoreDigits(ref number);
            digits = fraction > 0 ? digits + fraction : 0;
        }

        if (digits is 0 or > MaxExactDigits)
        {
            return Unusual<double>();
        }

        // Two exact operands: the quotient is the double nearest to the text.
        var value = number / PowersOfTen[fraction];
        MoveOn();
        return isNegative ? -value : value;
    }

    private bool SkipMinus()
    {
        var isThere = Current == '-';
        _at += isThere ? 1 : 0;
        return isThere;
    }

    // None where JSON allows no zero in front.
    private int Digits(ref long number)
    {
        var first = Current;
        var count = MoreDigits(ref number);
        return first == '0' && count > 1 ? 0 : count;
    }

    private int MoreDigits(ref long number)
    {
        var start = _at;
        for (uint digit; (digit = Current - (uint)'0') <= 9; _at++)
        {
            number = (number * 10) + digit;
        }

        return _at - start;
    }
}
