namespace OllamaSdk.Cli.Output.Markdown.Inline;

/// <summary>A part of a text while it is being read: letters, or marks that may turn out to be letters.</summary>
internal sealed class Node
{
    /// <summary>Where it stands in the source.</summary>
    public int Start { get; set; }

    /// <summary>How many characters of it are letters; of marks, those that found no partner.</summary>
    public int Length { get; set; }

    /// <summary>What is shown in its place; <see langword="null"/> for itself.</summary>
    public string? Text { get; set; }

    /// <summary>How it looks by itself.</summary>
    public TextStyle Style { get; set; }

    /// <summary>The styles that begin behind it, and those that end before it: bold, italic, struck, a link.</summary>
    public StyleCounts Opens;

    public StyleCounts Closes;

    /// <summary>The mark: <c>*</c>, <c>_</c>, <c>~</c>, or <c>[</c>; zero for letters.</summary>
    public char Mark { get; init; }

    public int OriginalLength { get; init; }

    public bool CanOpen { get; set; }

    public bool CanClose { get; set; }

    /// <summary>Whether a <c>[</c> belongs to a picture.</summary>
    public bool IsImage { get; init; }
}

internal struct StyleCounts
{
    public int Bold;
    public int Italic;
    public int Struck;
    public int Link;

    public void Add(StyleCounts other, int sign)
    {
        Bold += sign * other.Bold;
        Italic += sign * other.Italic;
        Struck += sign * other.Struck;
        Link += sign * other.Link;
    }

    public readonly TextStyle Style =>
        (Bold > 0 ? TextStyle.Bold : 0) | (Italic > 0 ? TextStyle.Italic : 0) | (Struck > 0 ? TextStyle.Struck : 0) | (Link > 0 ? TextStyle.Underlined | TextStyle.Blue : 0);
}
