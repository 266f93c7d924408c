using System.Runtime.CompilerServices;

namespace OllamaSdk.Prompting;

/// <summary>
/// How much text of which kind there is, in one pass, and from it how many tokens that can be: provably at least, at least by the tokenizers with the
/// largest tables, and usually.
/// </summary>
/// <remarks>
/// Text is cut as the tokenizers of GPT-2 and its followers cut it: a run of letters, of digits or of punctuation is for itself, and one space joins what
/// follows it. docs/prompt-guard.md says what of that is proof.
/// </remarks>
internal struct TextMeasure
{
    // The longest tokens with letters in the tables of o200k, cl100k and gpt2 have 42 of them (64 times the same two, in one table), and hold no white
    // space between letters. SentencePiece may hold several words in one token, and then has at most 16 characters by default.
    private const int LongestWord = 64;
    private const int LongestPhrase = 32;

    private Sums _least;
    private Sums _usual;
    private long _chunks;
    private long _letters;
    private int _spaced;
    private int _unspaced;
    private int _kana;
    private int _latinLetters;
    private int _latinWords;
    private int _beyondAscii;
    private int _marks;

    /// <summary>UTF-16 units, white space included.</summary>
    public int Characters { get; private set; }

    /// <summary>No tokenizer that is known makes fewer tokens of what was said to be provable.</summary>
    public readonly int ProvableTokens => (int)Math.Min(int.MaxValue, Math.Min(_chunks / LongestWord, _letters / LongestPhrase));

    /// <summary>The same for tokenizers that make one token of a whole word that they do not know, as those of embedding models do.</summary>
    public readonly int ProvableWords => Math.Min(ProvableTokens, _spaced);

    /// <summary>The fewest tokens of a class that are to be expected, from the table with 200,000.</summary>
    public readonly float Least(int text) => _least[text];

    /// <summary>The tokens of a class that are usual, between tables of 100,000 and 200,000.</summary>
    public readonly float Usual(int text) => _usual[text];

    /// <summary>Which manner of writing a class is in: rates are learned for each.</summary>
    /// <returns>Below <see cref="CharKinds.Styles"/>.</returns>
    public readonly int StyleOf(TextClass text) => text switch
    {
        TextClass.Latin => (_beyondAscii * 50L < _latinLetters ? 0 : _beyondAscii * 14L < _latinLetters ? 1 : _beyondAscii * 6L < _latinLetters ? 2 : 3)
            + (_latinLetters > _latinWords * 6L ? 4 : 0) + (_marks * 2L > _latinWords ? 8 : 0),
        TextClass.EastAsian => _kana * 8L > _unspaced ? 1 : 0,
        _ => 0,
    };

    /// <param name="text">Is added.</param>
    /// <param name="isProvable">Whether the server is sure to put it into the prompt as it is.</param>
    public void Add(ReadOnlySpan<char> text, bool isProvable)
    {
        Characters += text.Length;
        for (var i = SkipSpace(text, 0); i < text.Length; i = SkipSpace(text, i))
        {
            i = AddChunk(text, i, isProvable);
        }
    }

    /// <summary>JSON of which only the length is known.</summary>
    public void AddJson(int length)
    {
        Characters += length;
        _least[(int)TextClass.Latin] += length / 6f;
        _usual[(int)TextClass.Latin] += length / 4f;
    }

    private static bool IsLetterAt(ReadOnlySpan<char> text, int i) => i < text.Length && CharKinds.Of(text[i], out _) == CharKind.Letter;

    private int SkipSpace(ReadOnlySpan<char> text, int start)
    {
        // One space belongs to the word after it.
        if (start + 1 < text.Length && text[start] == ' ' && text[start + 1] > ' ' && text[start + 1] < 128)
        {
            return start + 1;
        }

        int i = start, ends = 0;
        for (; i < text.Length; i++)
        {
            var kind = text[i] == ' ' ? CharKind.Space : CharKinds.Of(text[i], out _);
            if (kind is not (CharKind.Space or CharKind.LineEnd))
            {
                break;
            }

            ends += kind == CharKind.LineEnd ? 1 : 0;
        }

        if (i - start > 1 || ends > 0)
        {
            _least[(int)TextClass.Latin] += ends > 0 && i - start > 1 ? 0.5f : 0.3f;
            _usual[(int)TextClass.Latin] += ends > 0 && i - start > ends ? 2 : 1;
        }

        return i;
    }

    // What stands between white space.
    private int AddChunk(ReadOnlySpan<char> text, int i, bool isProvable)
    {
        int letters = 0, unspaced = 0;
        var hasAny = false;
        while (i < text.Length)
        {
            var start = i;
            var kind = CharKinds.Of(text[i], out var script);
            switch (kind)
            {
                case CharKind.Space or CharKind.LineEnd:
                    AddProof(letters, unspaced, hasAny, isProvable);
                    return i;
                case CharKind.Letter:
                    i = AddWord(text, i, script);
                    letters += i - start;
                    hasAny = true;
                    break;
                case CharKind.Unspaced:
                    i = AddUnspaced(text, i, script);
                    unspaced += i - start;
                    break;
                case CharKind.Digit:
                    i = AddDigits(text, i, script);
                    hasAny = true;
                    break;
                case CharKind.Punctuation:
                    i = AddPunctuation(text, i, script);
                    break;
                case CharKind.Mark:
                    _usual[(int)script] += 0.2f;
                    i++;
                    break;
                default:
                    // Of a pair of surrogates each is a half.
                    _least[(int)script] += 0.3f;
                    _usual[(int)script] += 1;
                    i++;
                    break;
            }
        }

        AddProof(letters, unspaced, hasAny, isProvable);
        return i;
    }

    private void AddProof(int letters, int unspaced, bool hasAny, bool isProvable)
    {
        _unspaced += unspaced;
        if (isProvable)
        {
            // One token may hold letters of both kinds.
            _chunks += Math.Max(hasAny ? Math.Max(LongestWord, letters) : 0, unspaced * (LongestWord / LongestPhrase));
            _letters += letters + unspaced;
            _spaced += hasAny ? 1 : 0;
        }
    }

    private int AddWord(ReadOnlySpan<char> text, int start, TextClass script)
    {
        int i = start, changes = 0, beyondAscii = 0, capitals = 0;
        var before = '\0';
        for (; i < text.Length; i++)
        {
            var c = text[i];
            // Most letters are these.
            if (!char.IsAsciiLetter(c) || script != TextClass.Latin)
            {
                if (!Continues(text, i, script))
                {
                    break;
                }

                beyondAscii += c >= 128 ? 1 : 0;
            }
            else if (c <= 'Z' && before > 'Z')
            {
                capitals++;
            }

            changes += c != before ? 1 : 0;
            before = c;
        }

        var length = i - start;
        _least[(int)script] += LeastOfWord(script, changes);
        _usual[(int)script] += UsualOfWord(script, length, capitals, beyondAscii);
        if (script == TextClass.Latin)
        {
            _latinWords++;
            _latinLetters += length;
            _beyondAscii += beyondAscii;
        }

        return i;
    }

    // An apostrophe inside belongs to the word.
    private static bool Continues(ReadOnlySpan<char> text, int i, TextClass script)
    {
        var c = text[i];
        if (c is '\'' or '\u2019')
        {
            return IsLetterAt(text, i + 1);
        }

        var kind = CharKinds.Of(c, out var other);
        return kind == CharKind.Mark || (kind == CharKind.Letter && other == script);
    }

    private static float LeastOfWord(TextClass script, int length) => script switch
    {
        TextClass.Cyrillic or TextClass.Arabic or TextClass.Indic => 1.1f,
        TextClass.Greek => 1.55f,
        TextClass.Hebrew => 1.4f,
        TextClass.Hangul => 1.6f,
        _ => 1,
    }
    + ((length - 1) / 16);

    private static float UsualOfWord(TextClass script, int length, int capitals, int beyondAscii) => script switch
    {
        // Data in letters, such as base64, has no words in it.
        TextClass.Latin when length > 40 => length / 2f,
        TextClass.Latin => Math.Max(1 + capitals, 0.55f + (0.09f * length) + (0.3f * beyondAscii)),
        TextClass.Cyrillic => 0.5f + (0.3f * length),
        TextClass.Greek => 0.7f * length,
        TextClass.Hebrew => 0.2f + (0.6f * length),
        TextClass.Arabic => 0.2f + (0.5f * length),
        TextClass.Hangul => 0.3f + (0.8f * length),
        _ => 0.6f * length,
    };

    private int AddUnspaced(ReadOnlySpan<char> text, int start, TextClass script)
    {
        int i = start, changes = 0, kana = 0;
        for (; i < text.Length && CharKinds.Of(text[i], out var other) is CharKind.Unspaced or CharKind.Mark && other == script; i++)
        {
            changes += i == start || text[i] != text[i - 1] ? 1 : 0;
            kana += text[i] is >= '\u3040' and < '\u3100' ? 1 : 0;
        }

        _kana += kana;
        var few = Math.Min(kana, changes);
        var isEast = script == TextClass.EastAsian;
        _least[(int)script] += isEast ? (0.46f * (changes - few)) + (0.4f * few) : 0.3f * changes;
        _usual[(int)script] += isEast ? (0.95f * (changes - few)) + (0.75f * few) : 0.6f * (i - start);
        return i;
    }

    private int AddDigits(ReadOnlySpan<char> text, int start, TextClass script)
    {
        var i = EndOf(text, start, CharKind.Digit, out var changes);
        _least[(int)script] += 1 + ((changes - 1) / 5);
        _usual[(int)script] += 0.3f + ((i - start) * 0.45f);
        return i;
    }

    private int AddPunctuation(ReadOnlySpan<char> text, int start, TextClass script)
    {
        var i = EndOf(text, start, CharKind.Punctuation, out var changes);
        _marks++;
        // The last one before a letter goes with it.
        var own = IsLetterAt(text, i) ? changes - 1 : changes;
        _least[(int)script] += own > 0 ? 0.8f + ((own - 1) / 6) : 0;
        _usual[(int)script] += changes <= 1 ? 0.8f : 0.6f + (changes * 0.35f);
        return i;
    }

    // Long runs of one sign are single tokens.
    private static int EndOf(ReadOnlySpan<char> text, int start, CharKind kind, out int changes)
    {
        var i = start;
        changes = 0;
        for (; i < text.Length && CharKinds.Of(text[i], out _) == kind; i++)
        {
            changes += i == start || text[i] != text[i - 1] ? 1 : 0;
        }

        return i;
    }

    [InlineArray(CharKinds.Classes)]
    private struct Sums
    {
        private float _first;
    }
}
