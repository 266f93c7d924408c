namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>Keys that are no letters.</summary>
internal enum Key
{
    Up,
    Down,
    Right,
    Left,
    Home,
    End,
    Insert,
    Delete,
    PageUp,
    PageDown,
    Enter,
    Tab,
    ShiftTab,
    Backspace,
    Escape,
}

/// <summary>What a terminal sends for them.</summary>
internal static class Keys
{
    private const string Moves = "ABCDHF";

    /// <param name="key">The key.</param>
    /// <param name="isApplication">Whether the program has asked for the other form of the cursor keys, as .NET does.</param>
    public static string Of(Key key, bool isApplication) => key switch
    {
        <= Key.End => $"\u001b{(isApplication ? 'O' : '[')}{Moves[(int)key]}",
        Key.Insert => "\u001b[2~",
        Key.Delete => "\u001b[3~",
        Key.PageUp => "\u001b[5~",
        Key.PageDown => "\u001b[6~",
        Key.Enter => "\r",
        Key.Tab => "\t",
        Key.ShiftTab => "\u001b[Z",
        Key.Backspace => "\u007f",
        _ => "\u001b",
    };
}
