namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>What a key means to the editor, whichever keys a terminal has for it.</summary>
internal enum EditKeyKind
{
    /// <summary>Letters.</summary>
    Text,

    /// <summary>Text that was pasted: line ends in it send nothing.</summary>
    Paste,

    Enter,

    /// <summary>A line end inside the text.</summary>
    NewLine,
    Tab,
    Escape,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    LineStart,
    LineEnd,
    TextStart,
    TextEnd,
    WordLeft,
    WordRight,
    DeleteWordLeft,
    DeleteWordRight,
    DeleteToBlank,
    DeleteToLineStart,
    DeleteToLineEnd,
    Yank,
    Older,
    Newer,
    Search,
    Cancel,
    Clear,
    Interrupt,

    /// <summary>Ctrl+D: the character under the cursor, or the end of everything where there is no text.</summary>
    DeleteOrEnd,
    Suspend,

    /// <summary>No key: the terminal has another size.</summary>
    Resized,
}

/// <summary>A key.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Text">The letters of <see cref="EditKeyKind.Text"/> and <see cref="EditKeyKind.Paste"/>.</param>
internal readonly record struct EditKey(EditKeyKind Kind, string Text = "");
