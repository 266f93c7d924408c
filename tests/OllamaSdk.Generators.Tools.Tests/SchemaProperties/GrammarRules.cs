namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>
/// The rules by which llama.cpp turns a schema's pattern into a grammar, as its documentation and its converter state them: what begins with
/// <c>^</c> and ends with <c>$</c>, is made of literals, classes, plain groups, <c>|</c> and quantifiers, and escapes only what a grammar knows.
/// </summary>
internal sealed class GrammarRules
{
    private const string EscapesInClass = "trn\\[]";
    private const string MeaningInLiteral = "|.()[]{}*+?^$\\\"";

    private readonly string _pattern;
    private int _at;

    private GrammarRules(string pattern) => _pattern = pattern;

    /// <summary>What a converter would refuse, die of, or read as something else; <see langword="null"/> for nothing.</summary>
    public static string? Problem(string pattern)
    {
        if (pattern is not ['^', .., '$'])
        {
            return "it must begin with ^ and end with $";
        }

        var rules = new GrammarRules(pattern[1..^1]);
        return rules.Alternatives(0) ?? (rules._at < rules._pattern.Length ? $"nothing opens what is closed at {rules._at}" : null);
    }

    private string? Alternatives(int depth)
    {
        while (true)
        {
            if (Sequence(depth) is { } problem)
            {
                return problem;
            }

            if (_at >= _pattern.Length || _pattern[_at] != '|')
            {
                return null;
            }

            if (depth == 0)
            {
                return "alternatives stand in a group";
            }

            _at++;
        }
    }

    private string? Sequence(int depth)
    {
        var start = _at;
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            if (Atom(depth) is { } problem)
            {
                return problem;
            }

            if (Quantifier() is { } wrong)
            {
                return wrong;
            }
        }

        return _at == start ? $"an empty alternative at {_at}" : null;
    }

    private string? Atom(int depth)
    {
        switch (_pattern[_at])
        {
            case '(':
                _at++;
                if (_at < _pattern.Length && _pattern[_at] == '?')
                {
                    return "older converters die of (?";
                }

                if (Alternatives(depth + 1) is { } problem)
                {
                    return problem;
                }

                return _at < _pattern.Length && _pattern[_at++] == ')' ? null : "a group without an end";
            case '[':
                return Class();
            case '.':
                _at++;
                return null;
            case var sign when MeaningInLiteral.Contains(sign):
                return $"'{sign}' at {_at}";
            default:
                _at++;
                return null;
        }
    }

    private string? Class()
    {
        _at++;
        _at += _at < _pattern.Length && _pattern[_at] == '^' ? 1 : 0;
        for (var count = 0; _at < _pattern.Length; count++)
        {
            if (_pattern[_at] == ']')
            {
                _at++;
                return count == 0 ? "an empty class" : null;
            }

            if (Sign() is { } problem)
            {
                return problem;
            }

            if (_at + 1 < _pattern.Length && _pattern[_at] == '-')
            {
                _at++;
                if (_pattern[_at] == ']')
                {
                    return "a range without an end";
                }

                if (Sign() is { } wrong)
                {
                    return wrong;
                }
            }
        }

        return "a class without an end";
    }

    private string? Sign()
    {
        if (_pattern[_at] is '-' or '^' or '"' or '[')
        {
            return $"'{_pattern[_at]}' in a class";
        }

        if (_pattern[_at++] != '\\')
        {
            return null;
        }

        var kind = _pattern[_at++];
        var digits = kind switch { 'x' => 2, 'u' => 4, _ => 0 };
        if (digits > 0 ? _pattern.Skip(_at).Take(digits).Count(char.IsAsciiHexDigit) < digits : !EscapesInClass.Contains(kind))
        {
            return $"\\{kind} in a class";
        }

        _at += digits;
        return null;
    }

    private string? Quantifier()
    {
        if (_at >= _pattern.Length || _pattern[_at] is not ('*' or '+' or '?' or '{'))
        {
            return null;
        }

        if (_pattern[_at++] == '{')
        {
            var end = _pattern.IndexOf('}', _at);
            var counts = end < 0 ? [] : _pattern[_at..end].Split(',');
            if (counts.Length is 0 or > 2 || counts[0].Length == 0 || counts.Any(count => count.Length > 0 && !(int.TryParse(count, out var number) && number <= 2000)))
            {
                return "a brace that counts nothing";
            }

            _at = end + 1;
        }

        return _at < _pattern.Length && _pattern[_at] is '*' or '+' or '?' or '{' ? "two quantifiers" : null;
    }
}
