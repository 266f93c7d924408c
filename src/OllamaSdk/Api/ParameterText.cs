using System.Globalization;
using System.Text;

namespace OllamaSdk.Models;

/// <summary>The text of a model's parameters: a line each, the name, blanks, and the value as Go writes it. A name may come again (<c>stop</c>).</summary>
internal static class ParameterText
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Parse(string? text)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            if (end > 0)
            {
                var name = line[..end];
                values.TryAdd(name, []);
                values[name].Add(Unquote(line[end..].TrimStart()));
            }
        }

        return values.ToDictionary(p => p.Key, p => (IReadOnlyList<string>)p.Value, StringComparer.Ordinal);
    }

    private static string Unquote(string value)
    {
        if (value.Length < 2 || value[0] != '"' || value[^1] != '"')
        {
            return value;
        }

        var builder = new StringBuilder(value.Length);
        for (var i = 1; i < value.Length - 1; i++)
        {
            if (value[i] != '\\')
            {
                builder.Append(value[i]);
                continue;
            }

            i++;
            var digits = value[i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && int.TryParse(value.AsSpan(i + 1, Math.Min(digits, value.Length - 2 - i)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
                && Rune.IsValid(code))
            {
                builder.Append(new Rune(code));
                i += digits;
            }
            else
            {
                builder.Append(value[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', var c => c });
            }
        }

        return builder.ToString();
    }
}
