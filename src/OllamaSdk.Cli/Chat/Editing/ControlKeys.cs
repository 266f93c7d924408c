namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>What letters mean with Ctrl, which arrive as control characters, and with Alt: as in a shell.</summary>
internal static class ControlKeys
{
    public static EditKeyKind? Of(char control) => control switch
    {
        '\u0001' => EditKeyKind.LineStart,
        '\u0002' => EditKeyKind.Left,
        '\u0003' => EditKeyKind.Interrupt,
        '\u0004' => EditKeyKind.DeleteOrEnd,
        '\u0005' => EditKeyKind.LineEnd,
        '\u0006' => EditKeyKind.Right,
        '\u0007' => EditKeyKind.Cancel,
        '\b' or '\u007f' => EditKeyKind.Backspace,
        '\t' => EditKeyKind.Tab,
        // Programs that type for a person end lines with a line feed.
        '\r' or '\n' => EditKeyKind.Enter,
        '\u000b' => EditKeyKind.DeleteToLineEnd,
        '\u000c' => EditKeyKind.Clear,
        '\u000e' => EditKeyKind.Newer,
        '\u0010' => EditKeyKind.Older,
        '\u0012' => EditKeyKind.Search,
        '\u0015' => EditKeyKind.DeleteToLineStart,
        '\u0017' => EditKeyKind.DeleteToBlank,
        '\u0019' => EditKeyKind.Yank,
        '\u001a' => EditKeyKind.Suspend,
        _ => null,
    };

    public static EditKeyKind? WithAlt(char letter) => letter switch
    {
        'b' or 'B' => EditKeyKind.WordLeft,
        'f' or 'F' => EditKeyKind.WordRight,
        'd' or 'D' => EditKeyKind.DeleteWordRight,
        '<' => EditKeyKind.TextStart,
        '>' => EditKeyKind.TextEnd,
        '\r' or '\n' => EditKeyKind.NewLine,
        '\b' or '\u007f' => EditKeyKind.DeleteWordLeft,
        _ => null,
    };
}
