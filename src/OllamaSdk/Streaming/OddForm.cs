namespace OllamaSdk.Streaming;

/// <summary>Tells of the first form of an answer that is read although no description has it; once a call, however many there are.</summary>
/// <param name="tell">Gets the words.</param>
internal sealed class OddForm(Action<string>? tell)
{
    private bool _told;

    public void Note(string words)
    {
        if (!_told)
        {
            _told = true;
            tell?.Invoke(words);
        }
    }
}
