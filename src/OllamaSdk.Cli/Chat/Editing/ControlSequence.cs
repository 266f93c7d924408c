using System.Globalization;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>Keys that arrive as a sequence: those of xterm, of the Linux console, and the newer form in which every key can come with every modifier.</summary>
internal static class ControlSequence
{
    private const int Alt = 2;
    private const int Ctrl = 4;

    /// <param name="sequence">What stands behind <c>ESC [</c> or <c>ESC O</c>.</param>
    /// <returns><see langword="null"/> for what means nothing here.</returns>
    public static EditKey? KeyOf(string sequence)
    {
        // A form may say more of a key behind a colon.
        var numbers = sequence[..^1].Split(';').Select(part => int.TryParse(part.Split(':')[0], CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        var modifiers = numbers.Length > 1 && numbers[1] > 0 ? numbers[1] - 1 : 0;
        return sequence[^1] switch
        {
            'u' => Coded(numbers[0], modifiers),
            '~' when numbers is [27, _, var code] => Coded(code, modifiers),
            '~' => Moved(NumberedKey(numbers[0]), modifiers),
            var letter => Moved(LetteredKey(letter), modifiers),
        };
    }

    /// <summary>The key, as it is with Alt.</summary>
    public static EditKey WithAlt(EditKey key) => Moved(key.Kind, Alt)!.Value;

    private static EditKeyKind? LetteredKey(char letter) => letter switch
    {
        'A' => EditKeyKind.Up,
        'B' => EditKeyKind.Down,
        'C' => EditKeyKind.Right,
        'D' => EditKeyKind.Left,
        'H' => EditKeyKind.LineStart,
        'F' => EditKeyKind.LineEnd,
        // The number pad's.
        'M' => EditKeyKind.Enter,
        _ => null,
    };

    private static EditKeyKind? NumberedKey(int number) => number switch
    {
        1 or 7 => EditKeyKind.LineStart,
        3 => EditKeyKind.Delete,
        4 or 8 => EditKeyKind.LineEnd,
        _ => null,
    };

    private static EditKey? Moved(EditKeyKind? key, int modifiers) => key is not { } kind ? null : new EditKey((modifiers & (Alt | Ctrl)) == 0 ? kind : kind switch
    {
        EditKeyKind.Left => EditKeyKind.WordLeft,
        EditKeyKind.Right => EditKeyKind.WordRight,
        EditKeyKind.LineStart => EditKeyKind.TextStart,
        EditKeyKind.LineEnd => EditKeyKind.TextEnd,
        EditKeyKind.Delete => EditKeyKind.DeleteWordRight,
        EditKeyKind.Backspace => EditKeyKind.DeleteWordLeft,
        EditKeyKind.Enter => EditKeyKind.NewLine,
        _ => kind,
    });

    private static EditKey? Coded(int code, int modifiers) => code switch
    {
        // Enter with anything; the number pad's too.
        13 or 57414 => new EditKey(modifiers == 0 ? EditKeyKind.Enter : EditKeyKind.NewLine),
        27 => new EditKey(EditKeyKind.Escape),
        127 or 8 => Moved(EditKeyKind.Backspace, modifiers),
        _ when code is < 9 or > 0xFFFF or (>= 0xD800 and < 0xF900) => null,
        _ when (modifiers & Ctrl) != 0 => char.IsAsciiLetter((char)code) && ControlKeys.Of((char)(code & 0x1F)) is { } control ? new EditKey(control) : null,
        _ when (modifiers & Alt) != 0 => ControlKeys.WithAlt((char)code) is { } alt ? new EditKey(alt) : null,
        9 => new EditKey(EditKeyKind.Tab),
        _ => char.IsControl((char)code) ? null : new EditKey(EditKeyKind.Text, ((char)code).ToString()),
    };
}
