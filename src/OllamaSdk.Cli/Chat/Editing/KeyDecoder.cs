using System.Text;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>Turns what a terminal sends into keys. A sequence may come in pieces.</summary>
internal sealed class KeyDecoder
{
    private const char Escape = '\u001b';
    private const string PasteEnd = "\u001b[201~";

    private readonly StringBuilder _paste = new();
    private string _input = "";
    private bool _isPasting;

    /// <summary>Whether a key may have begun whose rest has yet to come.</summary>
    public bool IsWaiting => _input.Length > 0 && !_isPasting;

    public void Add(string input) => _input += input;

    /// <param name="isAll">Whether nothing came for a while, so that a lone Esc is that key.</param>
    /// <param name="key">The next key.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryRead(bool isAll, out EditKey key)
    {
        while (_input.Length > 0)
        {
            var (length, found) = _isPasting ? Paste() : Next(_input, isAll);
            _input = _input[length..];
            if (found is { } one)
            {
                key = one;
                return true;
            }

            if (length == 0)
            {
                break;
            }
        }

        key = default;
        return false;
    }

    private (int Length, EditKey? Key) Paste()
    {
        var end = _input.IndexOf(PasteEnd, StringComparison.Ordinal);
        if (end < 0)
        {
            // The mark itself may come in pieces.
            var kept = Math.Max(0, _input.LastIndexOf(Escape) is var escape && escape >= 0 && PasteEnd.StartsWith(_input[escape..], StringComparison.Ordinal) ? escape : _input.Length);
            _paste.Append(_input, 0, kept);
            return (kept, null);
        }

        var text = _paste.Append(_input, 0, end).ToString();
        _paste.Clear();
        _isPasting = false;
        return (end + PasteEnd.Length, new EditKey(EditKeyKind.Paste, text));
    }

    private (int Length, EditKey? Key) Next(string input, bool isAll)
    {
        if (input[0] == Escape)
        {
            return AfterEscape(input, isAll);
        }

        if (!char.IsControl(input[0]))
        {
            var length = 1;
            while (length < input.Length && !char.IsControl(input[length]))
            {
                length++;
            }

            // Half a character waits for the other half.
            length -= char.IsHighSurrogate(input[length - 1]) ? 1 : 0;
            return (length, length == 0 ? null : new EditKey(EditKeyKind.Text, input[..length]));
        }

        // A terminal that knows no paste sends a text's own line ends.
        return (input.StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1, KeyOf(ControlKeys.Of(input[0])));
    }

    private (int Length, EditKey? Key) AfterEscape(string input, bool isAll)
    {
        if (input.Length == 1)
        {
            return isAll ? (1, new EditKey(EditKeyKind.Escape)) : (0, null);
        }

        switch (input[1])
        {
            case '[':
                var end = 2;
                while (end < input.Length && input[end] is >= ' ' and < '@')
                {
                    end++;
                }

                if (end == input.Length)
                {
                    // What never ends is no key.
                    return isAll ? (end, null) : (0, null);
                }

                var sequence = input[2..(end + 1)];
                _isPasting = sequence == "200~";
                return (end + 1, ControlSequence.KeyOf(sequence));
            case 'O':
                return input.Length > 2 ? (3, ControlSequence.KeyOf(input[2..3])) : isAll ? (2, null) : (0, null);
            case Escape:
                // Alt before the sequence of another key, as some terminals have it; else two of the key.
                var (length, key) = AfterEscape(input[1..], isAll);
                return length > 1 ? (length + 1, key is { } pressed ? ControlSequence.WithAlt(pressed) : null)
                    : length == 1 ? (1, new EditKey(EditKeyKind.Escape)) : (0, null);
            default:
                return (2, KeyOf(ControlKeys.WithAlt(input[1])));
        }
    }

    private static EditKey? KeyOf(EditKeyKind? kind) => kind is { } known ? new EditKey(known) : null;
}
