using System.Buffers;
using System.Globalization;
using System.Text;

namespace OllamaSdk;

/// <summary>
/// A text in which escapes are read away level by level (JSON, percent signs, HTML: what stands inside of what depends on who has echoed it),
/// and where each character stood in the text as it came.
/// </summary>
internal sealed class EscapedText
{
    private const char Unknown = '\uFFFD';

    private static readonly SearchValues<char> s_marks = SearchValues.Create("\\%&");
    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly int[] _starts;
    private readonly int[] _ends;

    private EscapedText(string text, int[] starts, int[] ends) => (Text, _starts, _ends) = (text, starts, ends);

    public string Text { get; }

    public static EscapedText Of(string text) => new(text, [.. Enumerable.Range(0, text.Length)], [.. Enumerable.Range(1, text.Length)]);

    public static bool MayHold(string text) => text.AsSpan().ContainsAny(s_marks);

    /// <summary>Where a part of it stood.</summary>
    public Range Whence(int start, int length) => _starts[start].._ends[start + length - 1];

    /// <summary>The same with one level of escapes less; <see langword="null"/> where there is none.</summary>
    public EscapedText? Unescape()
    {
        if (!MayHold(Text))
        {
            return null;
        }

        var text = new StringBuilder(Text.Length);
        var starts = new List<int>(Text.Length);
        var ends = new List<int>(Text.Length);
        Span<char> read = stackalloc char[2];
        for (var i = 0; i < Text.Length;)
        {
            var (taken, count) = Read(Text.AsSpan(i), read);
            foreach (var c in read[..count])
            {
                text.Append(c);
                starts.Add(_starts[i]);
                ends.Add(_ends[i + taken - 1]);
            }

            i += taken;
        }

        return text.Equals(Text.AsSpan()) ? null : new(text.ToString(), [.. starts], [.. ends]);
    }

    /// <summary>How many characters the next one is written with, and how many it is. What is cut off inside an escape is no known character.</summary>
    private static (int Taken, int Count) Read(ReadOnlySpan<char> text, Span<char> read)
    {
        read[0] = text[0];
        return text[0] switch
        {
            '\\' => ReadBackslash(text, read),
            '%' => ReadPercent(text, read),
            '&' => ReadEntity(text, read),
            _ => (1, 1),
        };
    }

    private static (int Taken, int Count) ReadBackslash(ReadOnlySpan<char> text, Span<char> read)
    {
        var digits = text.Length < 2 ? 0 : text[1] switch { 'u' or 'U' => 4, 'x' => 2, _ => 0 };
        if (text.Length < 2 + digits && !text[Math.Min(2, text.Length)..].ContainsAnyExcept(s_hex))
        {
            return Lost(text.Length, read);
        }

        if (digits > 0 && text.Length >= 2 + digits)
        {
            if (!TryHex(text.Slice(2, digits), out var code))
            {
                return (1, 1);
            }

            read[0] = (char)code;
            return (2 + digits, 1);
        }

        read[0] = text[1] switch { '/' or '"' or '\'' or '\\' => text[1], 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => '\0' };
        if (read[0] != '\0')
        {
            return (2, 1);
        }

        read[0] = '\\';
        return (1, 1);
    }

    private static (int Taken, int Count) ReadPercent(ReadOnlySpan<char> text, Span<char> read)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var length = 0;
        while (length < utf8.Length && text.Length >= (length + 1) * 3 && text[length * 3] == '%' && TryHex(text.Slice((length * 3) + 1, 2), out var value))
        {
            utf8[length++] = (byte)value;
        }

        if (length == 0)
        {
            return text.Length < 3 && !text[1..].ContainsAnyExcept(s_hex) ? Lost(text.Length, read) : (1, 1);
        }

        return Rune.DecodeFromUtf8(utf8[..length], out var rune, out var used) == OperationStatus.Done
            ? (used * 3, rune.EncodeToUtf16(read))
            : Lost(used * 3, read);
    }

    private static (int Taken, int Count) ReadEntity(ReadOnlySpan<char> text, Span<char> read)
    {
        const int longest = 10;
        var end = text[..Math.Min(text.Length, longest)].IndexOf(';');
        if (end < 2)
        {
            return (1, 1);
        }

        var name = text[1..end];
        var code = 0;
        var known = name switch
        {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            ['#', 'x' or 'X', .. var hex] when TryHex(hex, out code) && code <= char.MaxValue => (char)code,
            ['#', .. var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out code) && code <= char.MaxValue => (char)code,
            _ => '\0',
        };
        if (known == '\0')
        {
            return (1, 1);
        }

        read[0] = known;
        return (end + 1, 1);
    }

    private static (int Taken, int Count) Lost(int taken, Span<char> read)
    {
        read[0] = Unknown;
        return (taken, 1);
    }

    private static bool TryHex(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
