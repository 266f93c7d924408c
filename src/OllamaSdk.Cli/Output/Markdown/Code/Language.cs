namespace OllamaSdk.Cli.Output.Markdown.Code;

/// <summary>What stands between two marks: a text, or a comment.</summary>
/// <param name="Open">The mark that begins it.</param>
/// <param name="Close">The mark that ends it.</param>
/// <param name="IsComment">Whether it is a comment.</param>
/// <param name="IsLong">Whether it may go over several lines.</param>
/// <param name="HasEscapes">Whether a backslash takes the meaning of what follows.</param>
/// <param name="IsLetter">Whether it holds one letter: then the mark alone means something else.</param>
internal sealed record CodeSpan(string Open, string Close, bool IsComment = false, bool IsLong = false, bool HasEscapes = true, bool IsLetter = false)
{
    private const int LongestLetter = 12;

    public bool BeginsIn(string line, int at) => string.CompareOrdinal(line, at, Open, 0, Open.Length) == 0
        && (!IsLetter || (EndIn(line, at + 1) is > 0 and var end && (end == at + 3 || (line[at + 1] == '\\' && end <= at + LongestLetter))));

    /// <returns>Behind the closing mark; -1 where it is not in the line.</returns>
    public int EndIn(string line, int from)
    {
        for (var at = from; at < line.Length; at++)
        {
            if (HasEscapes && line[at] == '\\')
            {
                at++;
            }
            else if (line[at] == Close[0] && string.CompareOrdinal(line, at, Close, 0, Close.Length) == 0)
            {
                return at + Close.Length;
            }
        }

        return -1;
    }
}

/// <summary>The words and marks of a language.</summary>
internal sealed class Language(string keywords, string values, string[] lineComments, CodeSpan[] spans)
{
    private readonly HashSet<string> _keywords = [.. keywords.Split(' ')];
    private readonly HashSet<string> _values = [.. values.Split(' ')];

    public string[] LineComments { get; } = lineComments;

    /// <summary>In the order in which they are looked for: longer marks first.</summary>
    public CodeSpan[] Spans { get; } = spans;

    /// <summary>Whether <c>$name</c> is a variable.</summary>
    public bool HasVariables { get; init; }

    /// <summary>Whether what stands before a colon is a name.</summary>
    public bool HasKeys { get; init; }

    /// <summary>Whether only a text can be such a name.</summary>
    public bool HasKeyTexts { get; init; }

    /// <summary>Whether <c>#word</c> is for the compiler.</summary>
    public bool HasDirectives { get; init; }

    /// <summary>Whether <c>@word</c> says something of what follows.</summary>
    public bool HasAttributes { get; init; }

    public bool IgnoresCase { get; init; }

    public bool IsKeyword(ReadOnlySpan<char> word) => Has(_keywords, word);

    public bool IsValue(ReadOnlySpan<char> word) => Has(_values, word);

    private bool Has(HashSet<string> words, ReadOnlySpan<char> word) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) || (IgnoresCase && words.Contains(word.ToString().ToLowerInvariant()));
}
