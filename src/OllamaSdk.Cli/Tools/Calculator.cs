using System.Globalization;
using System.Numerics;

namespace OllamaSdk.Cli.Tools;

/// <summary>
/// Reckons exactly, with fractions of whole numbers: <c>+ - * / % ^</c> and parentheses. What would take long or much memory is refused: the expression
/// comes from a model.
/// </summary>
internal ref struct Calculator
{
    private const int MaxLength = 1000;
    private const int MaxDepth = 64;
    private const int MaxExponent = 4000;

    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private int _depth;

    private Calculator(ReadOnlySpan<char> text) => _text = text;

    /// <returns>The number: all of its digits, or as many as are worth reading and the word <c>rounded</c>.</returns>
    /// <exception cref="FormatException">It is no such expression, or too much; the message says why, for the model.</exception>
    public static string Evaluate(string expression)
    {
        if (expression.Length > MaxLength)
        {
            throw new FormatException($"the expression is longer than {MaxLength} characters");
        }

        var calculator = new Calculator(expression);
        var value = calculator.Sum();
        return calculator.Peek() == '\0' ? value.ToString() : throw calculator.Unexpected("an operator");
    }

    private Fraction Sum()
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException($"more than {MaxDepth} parentheses or signs stand inside each other");
        }

        var value = Product();
        while (Peek() is '+' or '-' or '−')
        {
            value = _text[_at++] == '+' ? value + Product() : value - Product();
        }

        _depth--;
        return value;
    }

    private Fraction Product()
    {
        var value = Signed();
        while (true)
        {
            switch (Peek())
            {
                case '*' or '×' or '·':
                    _at++;
                    value *= Signed();
                    break;
                case '/' or '÷':
                    _at++;
                    value /= Signed();
                    break;
                case '%':
                    _at++;
                    value %= Signed();
                    break;
                default:
                    return value;
            }
        }
    }

    // -2^2 is -4, as in mathematics; and 2^-1 has a sign too.
    private Fraction Signed()
    {
        var isNegative = false;
        for (; Peek() is '+' or '-' or '−'; _at++)
        {
            isNegative ^= _text[_at] != '+';
        }

        var value = Power();
        return isNegative ? -value : value;
    }

    private Fraction Power()
    {
        var value = Atom();
        var isPower = Peek() == '^' || (Peek() == '*' && _at + 1 < _text.Length && _text[_at + 1] == '*');
        if (!isPower)
        {
            return value;
        }

        _at += _text[_at] == '^' ? 1 : 2;
        if (++_depth > MaxDepth)
        {
            throw new FormatException($"more than {MaxDepth} powers stand inside each other");
        }

        value = value.Raise(Signed());
        _depth--;
        return value;
    }

    private Fraction Atom()
    {
        if (Peek() != '(')
        {
            return Number();
        }

        _at++;
        var value = Sum();
        if (Peek() != ')')
        {
            throw Unexpected("')'");
        }

        _at++;
        return value;
    }

    private Fraction Number()
    {
        _ = Peek();
        var start = _at;
        var whole = Digits();
        ReadOnlySpan<char> decimals = [];
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            decimals = Digits();
        }

        if (whole.Length + decimals.Length == 0)
        {
            _at = start;
            throw Unexpected("a number");
        }

        return Fraction.OfDecimal(BigInteger.Parse(string.Concat(whole, decimals), CultureInfo.InvariantCulture), Exponent() - decimals.Length);
    }

    private int Exponent()
    {
        if (_at >= _text.Length || _text[_at] is not ('e' or 'E'))
        {
            return 0;
        }

        _at++;
        var isNegative = _at < _text.Length && _text[_at] == '-';
        _at += _at < _text.Length && _text[_at] is '+' or '-' ? 1 : 0;
        var digits = Digits();
        if (digits.Length == 0)
        {
            throw Unexpected("an exponent");
        }

        return int.TryParse(digits, CultureInfo.InvariantCulture, out var exponent) && exponent <= MaxExponent
            ? isNegative ? -exponent : exponent
            : throw new FormatException($"an exponent is larger than {MaxExponent}");
    }

    private ReadOnlySpan<char> Digits()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : '\0';
    }

    private readonly FormatException Unexpected(string wanted) => new(
        $"at character {_at + 1} there is {(_at < _text.Length ? $"'{_text[_at]}'" : "the end")} where {wanted} should be; there are + - * / % ^ ( ) and numbers such as 1200.5");
}
