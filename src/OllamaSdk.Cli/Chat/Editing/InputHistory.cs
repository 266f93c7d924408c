namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>What was typed before, and the place in it while a text is being typed.</summary>
internal sealed class InputHistory
{
    /// <summary>How many texts are kept.</summary>
    public const int Limit = 1000;

    private readonly List<string> _texts;
    private readonly Action<string> _keep;
    private string _draft = "";
    private int _place;

    /// <param name="texts">Those of former talks, the oldest first.</param>
    /// <param name="keep">Keeps one more for later ones.</param>
    public InputHistory(IEnumerable<string> texts, Action<string> keep)
    {
        (_texts, _keep) = ([.. texts.TakeLast(Limit)], keep);
        _place = _texts.Count;
    }

    /// <summary>Takes a text in; not what begins with a blank, as in a shell, and not the same again.</summary>
    public void Add(string text)
    {
        if (text.Length > 0 && !char.IsWhiteSpace(text[0]) && _texts.LastOrDefault() != text)
        {
            _texts.Add(text);
            if (_texts.Count > Limit)
            {
                _texts.RemoveAt(0);
            }

            _keep(text);
        }

        _place = _texts.Count;
    }

    /// <summary>The text before the one that is shown; what was being typed is kept for the way back.</summary>
    /// <returns><see langword="null"/> where there is none.</returns>
    public string? Older(string shown)
    {
        if (_place == 0)
        {
            return null;
        }

        _draft = _place == _texts.Count ? shown : _draft;
        return _texts[--_place];
    }

    /// <summary>The text after the one that is shown; at last what was being typed.</summary>
    /// <returns><see langword="null"/> where there is none.</returns>
    public string? Newer() => _place == _texts.Count ? null : ++_place == _texts.Count ? _draft : _texts[_place];

    /// <summary>Looks for the newest text with these words, whatever their case.</summary>
    /// <param name="words">The words.</param>
    /// <param name="before">Only before this place.</param>
    /// <returns>Its place; -1 where there is none.</returns>
    public int Find(string words, int before) =>
        words.Length == 0 || before <= 0 || _texts.Count == 0 ? -1 : _texts.FindLastIndex(Math.Min(before, _texts.Count) - 1, text => text.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>The text at a place that <see cref="Find"/> found.</summary>
    public string this[int place] => _texts[place];
}
