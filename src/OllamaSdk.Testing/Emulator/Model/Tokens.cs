namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>Cuts a text into pieces about the size of a model's tokens.</summary>
internal static class Tokens
{
    private const int MaxLength = 8;

    /// <summary>The pieces, which add up to the text: blanks go with the word after them, long words are cut.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var tokens = new List<string>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = start;
            while (end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            while (end < text.Length && !char.IsWhiteSpace(text[end]) && end - start < MaxLength)
            {
                end++;
            }

            // Half a character would arrive as garbage.
            if (end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            tokens.Add(text[start..end]);
        }

        return tokens;
    }

    public static int Count(string text) => Split(text).Count;

    /// <summary>A number that stands for a token wherever the server shows numbers: the same for the same text, below 32000.</summary>
    public static int Id(string token) => (int)(Hash(token) % 32000);

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
}
