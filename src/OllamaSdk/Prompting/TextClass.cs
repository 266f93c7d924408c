using System.Globalization;

namespace OllamaSdk.Prompting;

/// <summary>Kinds of text that tokenizers treat alike. Their tables differ so much by script that a rate learned from one says nothing of another.</summary>
internal enum TextClass : byte
{
    /// <summary>Latin letters with their digits and punctuation: prose, code and data.</summary>
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Indic,
    Hangul,

    /// <summary>Han and kana, which are written without spaces.</summary>
    EastAsian,

    /// <summary>Thai, Lao, Khmer and Burmese, the same.</summary>
    SouthEastAsian,

    /// <summary>Other alphabets.</summary>
    OtherLetters,

    /// <summary>Emoji and all that is beyond the basic plane.</summary>
    Symbols,
}

/// <summary>What a character is to a tokenizer.</summary>
internal enum CharKind : byte
{
    Space,
    LineEnd,
    Digit,
    Punctuation,
    Letter,

    /// <summary>A letter of a script without spaces.</summary>
    Unspaced,

    /// <summary>Part of the letter before it, or of nothing.</summary>
    Mark,
    Other,
}

internal static class CharKinds
{
    public const int Classes = (int)TextClass.Symbols + 1;

    /// <summary>The manners of writing that one class may have, see <see cref="TextMeasure.StyleOf"/>.</summary>
    public const int Styles = 16;

    private static readonly CharKind[] s_ascii = [.. Enumerable.Range(0, 128).Select(code => OfAscii((char)code))];

    public static CharKind Of(char c, out TextClass text)
    {
        if (c < 128)
        {
            text = TextClass.Latin;
            return s_ascii[c];
        }

        return OfOther(c, out text);
    }

    private static CharKind OfAscii(char c) =>
        char.IsAsciiLetter(c) ? CharKind.Letter
        : char.IsAsciiDigit(c) ? CharKind.Digit
        : c is '\n' or '\r' ? CharKind.LineEnd
        : c <= ' ' || c == 127 ? CharKind.Space
        : CharKind.Punctuation;

    private static CharKind OfOther(char c, out TextClass text)
    {
        text = ScriptOf(c);
        return text switch
        {
            TextClass.EastAsian or TextClass.SouthEastAsian => IsMarkOrPunctuation(c, out var kind) ? kind : CharKind.Unspaced,
            TextClass.Symbols => char.IsWhiteSpace(c) ? CharKind.Space : CharKind.Other,
            _ when char.IsLetter(c) => CharKind.Letter,
            _ => IsMarkOrPunctuation(c, out var kind) ? kind : CharKind.Other,
        };
    }

    private static bool IsMarkOrPunctuation(char c, out CharKind kind)
    {
        kind = char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => CharKind.Mark,
            UnicodeCategory.DecimalDigitNumber => CharKind.Digit,
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control => CharKind.Space,
            UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.UppercaseLetter => CharKind.Unspaced,
            _ => CharKind.Punctuation,
        };
        return kind != CharKind.Unspaced;
    }

    private static TextClass ScriptOf(char c) => c switch
    {
        < '\u0370' => TextClass.Latin,
        < '\u0400' => TextClass.Greek,
        < '\u0530' => TextClass.Cyrillic,
        < '\u0590' => TextClass.OtherLetters,
        < '\u0600' => TextClass.Hebrew,
        < '\u0780' => TextClass.Arabic,
        < '\u0900' => TextClass.OtherLetters,
        < '\u0E00' => TextClass.Indic,
        < '\u0F00' => TextClass.SouthEastAsian,
        < '\u1000' => TextClass.OtherLetters,
        < '\u10A0' => TextClass.SouthEastAsian,
        < '\u1100' => TextClass.OtherLetters,
        < '\u1200' => TextClass.Hangul,
        < '\u1780' => TextClass.OtherLetters,
        < '\u1800' => TextClass.SouthEastAsian,
        < '\u1E00' => TextClass.OtherLetters,
        < '\u1F00' => TextClass.Latin,
        < '\u2000' => TextClass.Greek,
        < '\u2070' => TextClass.Latin,
        < '\u2E80' => TextClass.Symbols,
        < '\uA000' => TextClass.EastAsian,
        < '\uAC00' => TextClass.OtherLetters,
        < '\uD7B0' => TextClass.Hangul,
        < '\uF900' => TextClass.Symbols,
        < '\uFB00' => TextClass.EastAsian,
        < '\uFB1D' => TextClass.Latin,
        < '\uFB50' => TextClass.Hebrew,
        < '\uFE00' => TextClass.Arabic,
        < '\uFE70' => TextClass.Symbols,
        < '\uFF00' => TextClass.Arabic,
        _ => TextClass.EastAsian,
    };
}
