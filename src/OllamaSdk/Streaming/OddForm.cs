namespace OllamaSdk.Streaming;

/// <summary>Tells of the first form of an answer that is read although no description has it; once a call, however many there are.</summary>
/// <param name="tell">Gets the words.</param>
internal sealed class OddForm(Action<string>? tell)
{
    private bool _told;

    /// <summary>Whether one of them was the whole answer where a part of it is due, so that nothing need come after it.</summary>
    public bool IsWhole { get; set; }

    public void Note(string words)
    {
        if (!_told)
        {
            _told = true;
            tell?.Invoke(words);
        }
    }
}
