namespace OllamaSdk.Prompting;

/// <summary>How much text of which kind there is, in one pass: what the number of its tokens can be estimated from.</summary>
internal struct TextMeasure
{
    public int Characters { get; private set; }

    public void Add(ReadOnlySpan<char> text) => Characters += text.Length;
}
