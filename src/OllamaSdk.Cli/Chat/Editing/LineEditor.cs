namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>What a key has led to.</summary>
internal enum EditOutcome
{
    /// <summary>The text goes on.</summary>
    Going,

    /// <summary>The text is to be sent.</summary>
    Accepted,

    /// <summary>No more comes.</summary>
    Ended,
    Interrupted,

    /// <summary>The word before the cursor is to be completed.</summary>
    Completing,

    /// <summary>The screen is to be cleared.</summary>
    Clearing,

    /// <summary>The program is to be put aside.</summary>
    Suspending,
}

/// <summary>A text of one or more lines while it is being typed: what each key does, without any terminal.</summary>
/// <param name="history">What was typed before.</param>
/// <param name="clean">Takes out of a text what would steer the terminal when it is shown.</param>
internal sealed class LineEditor(InputHistory history, Func<string, string> clean)
{
    public const string Quotes = "\"\"\"";

    private const string FirstPrompt = ">>> ";
    private readonly EditBuffer _buffer = new();
    private HistorySearch? _search;

    /// <summary>What stands before the first line.</summary>
    public string Prompt => _search?.Prompt ?? FirstPrompt;

    public string Text => _search is { } search ? Clean(search.Text) : _buffer.Text;

    public int Cursor => _search is null ? _buffer.Cursor : Text.Length;

    /// <param name="text">What stands there already.</param>
    public void Begin(string text)
    {
        _search = null;
        _buffer.Set(Clean(text));
    }

    public EditOutcome Press(EditKey key)
    {
        if (_search is { } search)
        {
            if (search.Press(key))
            {
                return EditOutcome.Going;
            }

            _search = null;
            var isLeft = key.Kind is EditKeyKind.Cancel or EditKeyKind.Interrupt;
            _buffer.Set(isLeft ? search.Draft : Clean(search.Text));
            if (isLeft || key.Kind == EditKeyKind.Escape)
            {
                return EditOutcome.Going;
            }
        }

        switch (key.Kind)
        {
            case EditKeyKind.Text or EditKeyKind.Paste:
                _buffer.Insert(Clean(key.Text));
                return EditOutcome.Going;
            case EditKeyKind.Enter:
                return Enter();
            case EditKeyKind.DeleteOrEnd when _buffer.Text.Length == 0:
                return EditOutcome.Ended;
            case EditKeyKind.Interrupt:
                _buffer.CutAll();
                return EditOutcome.Interrupted;
            case EditKeyKind.Tab:
                return EditOutcome.Completing;
            case EditKeyKind.Clear:
                return EditOutcome.Clearing;
            case EditKeyKind.Suspend:
                return EditOutcome.Suspending;
            case EditKeyKind.Search:
                _search = new HistorySearch(history, _buffer.Text);
                return EditOutcome.Going;
            case EditKeyKind.Older or EditKeyKind.Newer:
                Recall(key.Kind == EditKeyKind.Older);
                return EditOutcome.Going;
            case EditKeyKind.Up or EditKeyKind.Down:
                if (!_buffer.MoveLine(key.Kind == EditKeyKind.Up))
                {
                    Recall(key.Kind == EditKeyKind.Up);
                }

                return EditOutcome.Going;
            default:
                _buffer.Press(key.Kind);
                return EditOutcome.Going;
        }
    }

    /// <summary>Puts in what all the proposals have in common, or the only one.</summary>
    /// <returns>Whether that said more than what stood there.</returns>
    public bool Complete(Proposals proposals)
    {
        // Names that differ in the case of a letter may have less in common than was typed.
        if (proposals.Common is not { } word || word.Length <= _buffer.Cursor - proposals.Start)
        {
            return false;
        }

        _buffer.Replace(proposals.Start, _buffer.Cursor, Clean(word));
        return true;
    }

    private EditOutcome Enter()
    {
        var text = _buffer.Text;
        if (_buffer.Cursor == text.Length && text.Length - text.TrimEnd('\\').Length is var count && count % 2 == 1)
        {
            _buffer.Replace(text.Length - 1, text.Length, "\n");
            return EditOutcome.Going;
        }

        if (text.StartsWith(Quotes, StringComparison.Ordinal) && (text.Length < 2 * Quotes.Length || !text.TrimEnd().EndsWith(Quotes, StringComparison.Ordinal)))
        {
            _buffer.Insert("\n");
            return EditOutcome.Going;
        }

        history.Add(text);
        return EditOutcome.Accepted;
    }

    private void Recall(bool older)
    {
        if ((older ? history.Older(_buffer.Text) : history.Newer()) is { } text)
        {
            _buffer.Set(Clean(text));
        }
    }

    private string Clean(string text) => clean(text.ReplaceLineEndings("\n"));
}
