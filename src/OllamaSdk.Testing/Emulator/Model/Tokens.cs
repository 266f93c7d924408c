using Microsoft.ML.Tokenizers;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>Texts as a model reads and writes them, by the tokenizer of gpt-oss and its relatives (o200k).</summary>
internal static class Tokens
{
    // A run of letters costs its length squared, so one without a blank is cut: a prompt may be any text at all.
    private const int SliceLength = 2048;

    // Its vocabulary takes 40 MB and a tenth of a second: once, and only where something is counted.
    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    /// <summary>
    /// The tokens of a text, whose texts add up to it. A character that takes several tokens is the text of the last of them; those before it have none, as
    /// a server sends nothing before a character is whole.
    /// </summary>
    public static IReadOnlyList<Token> Split(string text)
    {
        var tokens = new List<Token>();
        foreach (var slice in Slices(text))
        {
            Split(text[slice], tokens);
        }

        return tokens;
    }

    public static int Count(string text) => Slices(text).Sum(slice => Tokenizer.Value.CountTokens(text.AsSpan()[slice]));

    public static IReadOnlyList<int> Ids(string text) => [.. Slices(text).SelectMany(slice => Tokenizer.Value.EncodeToIds(text.AsSpan()[slice]))];

    /// <summary>The text of tokens; of a character that is not whole, U+FFFD.</summary>
    public static string Text(IEnumerable<int> ids) => Tokenizer.Value.Decode(ids);

    /// <summary>FNV-1a; .NET's own hash of a string differs from process to process.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    private static void Split(string text, List<Token> tokens)
    {
        var (start, end) = (0, 0);
        var encoded = Tokenizer.Value.EncodeToTokens(text, out _);
        for (var index = 0; index < encoded.Count; index++)
        {
            end = Math.Max(end, encoded[index].Offset.End.Value);
            // The next one begins inside this one: both are parts of one character.
            var isPart = index + 1 < encoded.Count && encoded[index + 1].Offset.Start.Value < end;
            tokens.Add(new(isPart ? "" : text[start..end], encoded[index].Id));
            start = isPart ? start : end;
        }
    }

    private static IEnumerable<Range> Slices(string text)
    {
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = text.Length - start <= SliceLength ? text.Length : Border(text, start, start + SliceLength);
            yield return start..end;
        }
    }

    // Before a single blank, where every tokenizer of this kind begins a new word; in a word only where there is no such place.
    private static int Border(string text, int start, int end)
    {
        for (var place = end - 1; place > start; place--)
        {
            if (text[place] == ' ' && !char.IsWhiteSpace(text[place - 1]) && !char.IsWhiteSpace(text[place + 1]))
            {
                return place;
            }
        }

        return char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }
}

/// <param name="Text">What it adds to the answer; empty where a character is not whole yet.</param>
/// <param name="Id">Its number in the vocabulary.</param>
internal readonly record struct Token(string Text, int Id);
