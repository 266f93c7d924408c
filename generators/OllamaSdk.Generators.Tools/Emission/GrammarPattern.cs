using System.Globalization;
using System.Text;

namespace OllamaSdk.Generators.Tools.Emission;

/// <summary>
/// A .NET expression in the subset that servers' grammar converters take. Older ones die of <c>(?:</c>, and newer ones refuse <c>\d</c>, so
/// groups are plain, classes are spelled out, and a sign that means something stands in a class of its own.
/// </summary>
internal sealed class GrammarPattern
{
    // llama.cpp refuses a grammar that repeats more than 2,000 times.
    private const int MaxCount = 1000;

    private readonly string _pattern;
    private int _at;
    private bool _isChoice;

    private GrammarPattern(string pattern) => _pattern = pattern;

    private bool AtEnd => _at >= _pattern.Length;

    private char Next => _at < _pattern.Length ? _pattern[_at] : '\0';

    /// <summary>
    /// The expression for a schema, which matches a whole text; <see langword="null"/> where the subset cannot say it.
    /// </summary>
    public static string? Of(string pattern)
    {
        var reader = new GrammarPattern(pattern);
        return reader.Alternatives(isTop: true) is { } inner && reader.AtEnd
            ? reader._isChoice ? $"^({inner})$" : $"^{inner}$"
            : null;
    }

    private string? Alternatives(bool isTop)
    {
        var all = new StringBuilder();
        while (true)
        {
            if (isTop && Take("^", "\\A") && Next is ('*' or '+' or '?' or '{'))
            {
                return null;
            }

            if (Sequence(isTop) is not { Length: > 0 } one)
            {
                return null;
            }

            all.Append(one);
            if (Next != '|' || AtEnd)
            {
                return all.ToString();
            }

            all.Append('|');
            _isChoice |= isTop;
            _at++;
        }
    }

    private string? Sequence(bool isTop)
    {
        var all = new StringBuilder();
        while (!AtEnd && Next is not ('|' or ')'))
        {
            if (isTop && IsEndMark())
            {
                break;
            }

            if (Atom() is not { } atom || Quantifier() is not { } count)
            {
                return null;
            }

            all.Append(atom).Append(count);
        }

        return all.ToString();
    }

    // An end that is said where an alternative ends says nothing new: the whole text must match.
    private bool IsEndMark()
    {
        var start = _at;
        if (Take("$", "\\z", "\\Z") && (AtEnd || Next == '|'))
        {
            return true;
        }

        _at = start;
        return false;
    }

    private string? Atom()
    {
        var sign = _pattern[_at++];
        switch (sign)
        {
            case '(':
                return Group();
            case '[':
                return Class();
            case '\\':
                return Escape();
            case '.':
                return ".";
            case '^' or '$' or '*' or '+' or '?':
                return null;
            case '{' or '}' or ']':
                return InClass(sign);
            case '"':
                return InClass(sign);
            default:
                return char.IsSurrogate(sign) ? null : char.IsControl(sign) ? InClass(sign) : sign.ToString();
        }
    }

    private string? Group()
    {
        if (Next == '?' && !Take("?:"))
        {
            return null;
        }

        if (Alternatives(isTop: false) is not { } inner || Next != ')')
        {
            return null;
        }

        _at++;
        return $"({inner})";
    }

    private string? Quantifier()
    {
        var start = _at;
        if (Next is '*' or '+' or '?')
        {
            _at++;
        }
        else if (Next == '{' && !Count())
        {
            // A brace that counts nothing is itself; one that counts too much cannot be said.
            return _at == start ? "" : null;
        }

        // A second sign would make it lazy, which a grammar does not know.
        return _at > start && Next is ('?' or '*' or '+') ? null : _pattern.Substring(start, _at - start);
    }

    private bool Count()
    {
        var end = _pattern.IndexOf('}', _at);
        var counts = end < 0 ? [] : _pattern.Substring(_at + 1, end - _at - 1).Split(',');
        if (counts.Length is 0 or > 2 || !IsNumber(counts[0]) || (counts.Length == 2 && counts[1].Length > 0 && !IsNumber(counts[1])))
        {
            return false;
        }

        _at = end + 1;
        foreach (var count in counts)
        {
            if (count.Length > 0 && !(int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxCount))
            {
                return false;
            }
        }

        return true;
    }

    private string? Escape()
    {
        if (AtEnd)
        {
            return null;
        }

        switch (_pattern[_at])
        {
            case 'd' or 'w' or 's':
                return $"[{Spelled(_pattern[_at++])}]";
            case 'D' or 'W' or 'S':
                return $"[^{Spelled(char.ToLowerInvariant(_pattern[_at++]))}]";
            default:
                return Character() is { } sign ? InClass(sign) : null;
        }
    }

    private string? Class()
    {
        var all = new StringBuilder("[");
        if (Take("^"))
        {
            all.Append('^');
        }

        var start = _at;
        while (!AtEnd && (Next != ']' || _at == start))
        {
            if (Item() is not { } item)
            {
                return null;
            }

            all.Append(item);
        }

        if (AtEnd)
        {
            return null;
        }

        _at++;
        return all.Append(']').ToString();
    }

    private string? Item()
    {
        if (Next == '\\' && _at + 1 < _pattern.Length && _pattern[_at + 1] is 'd' or 'w' or 's')
        {
            _at += 2;
            // As the lower end of a range it is nothing that .NET takes.
            return Spelled(_pattern[_at - 1]);
        }

        // [a-z-[aeiou]] takes away, which no other dialect knows.
        if ((Next == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] == '[') || Sign() is not { } low)
        {
            return null;
        }

        if (Next != '-' || _at + 1 >= _pattern.Length || _pattern[_at + 1] == ']')
        {
            return Escaped(low);
        }

        _at++;
        return Next == '[' || Sign() is not { } high ? null : $"{Escaped(low)}-{Escaped(high)}";
    }

    private char? Sign()
    {
        var sign = _pattern[_at++];
        return sign == '\\' ? Character() : char.IsSurrogate(sign) ? null : sign;
    }

    /// <summary>The one character that an escape stands for.</summary>
    private char? Character()
    {
        if (AtEnd)
        {
            return null;
        }

        var sign = _pattern[_at++];
        switch (sign)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            case 'v':
                return '\v';
            case 'e':
                return '\u001b';
            case 'x':
                return Hex(2);
            case 'u':
                return Hex(4);
            default:
                return char.IsLetterOrDigit(sign) || sign == '_' ? null : sign;
        }
    }

    private char? Hex(int digits)
    {
        if (_at + digits > _pattern.Length
            || !ushort.TryParse(_pattern.Substring(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || char.IsSurrogate((char)code))
        {
            return null;
        }

        _at += digits;
        return (char)code;
    }

    private bool Take(params string[] texts)
    {
        foreach (var text in texts)
        {
            if (string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0)
            {
                _at += text.Length;
                return true;
            }
        }

        return false;
    }

    private static string InClass(char sign) => char.IsLetterOrDigit(sign) || sign is ' ' or '-' or '/' or ':' or ',' ? sign.ToString() : $"[{Escaped(sign)}]";

    private static string Spelled(char kind) => kind switch { 'd' => "0-9", 'w' => "A-Za-z0-9_", _ => " \\t\\r\\n" };

    private static string Escaped(char sign) => sign switch
    {
        '\t' => "\\t",
        '\r' => "\\r",
        '\n' => "\\n",
        '\\' or '[' or ']' => $"\\{sign}",
        '-' or '^' or '"' => Coded(sign),
        _ => char.IsControl(sign) ? Coded(sign) : sign.ToString(),
    };

    private static string Coded(char sign) => sign <= 0xff ? $"\\x{(int)sign:X2}" : $"\\u{(int)sign:X4}";

    private static bool IsNumber(string text)
    {
        foreach (var digit in text)
        {
            if (digit is < '0' or > '9')
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
