using System.Globalization;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>A search back through what was typed, letter by letter.</summary>
/// <param name="history">What was typed.</param>
/// <param name="draft">What stood there when the search began.</param>
internal sealed class HistorySearch(InputHistory history, string draft)
{
    private const int Shown = 30;

    private string _words = "";
    private int _place = int.MaxValue;
    private bool _isFound = true;

    /// <summary>What is shown in place of the prompt.</summary>
    public string Prompt => $"({(_isFound ? "search" : "not found")} '{(_words.Length > Shown ? "…" + _words[^Shown..] : _words)}') ";

    /// <summary>What was found; before that what stood there.</summary>
    public string Text { get; private set; } = draft;

    /// <summary>What stood there when the search began.</summary>
    public string Draft { get; } = draft;

    /// <returns>Whether the key belongs to the search; any other ends it.</returns>
    public bool Press(EditKey key)
    {
        switch (key.Kind)
        {
            case EditKeyKind.Text or EditKeyKind.Paste:
                _words += key.Text.ReplaceLineEndings(" ");
                // What is shown may have the new letters too.
                Find(_place == int.MaxValue ? _place : _place + 1);
                return true;
            case EditKeyKind.Search:
                Find(_place);
                return true;
            case EditKeyKind.Backspace:
                _words = _words.Length == 0 ? "" : _words[..StringInfo.ParseCombiningCharacters(_words)[^1]];
                Find(int.MaxValue);
                return true;
            default:
                return false;
        }
    }

    private void Find(int before)
    {
        var place = history.Find(_words, before);
        _isFound = place >= 0 || _words.Length == 0;
        if (place >= 0)
        {
            (_place, Text) = (place, history[place]);
        }
    }
}
