namespace OllamaSdk.Cli.Output;

/// <summary>Text from elsewhere, made harmless for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>
    /// Control characters other than line feed and tab are replaced: they could move the cursor, rename the window or hide text. A carriage return is
    /// left out, for it mostly belongs to a line's end, whose line feed may come with the next piece.
    /// </summary>
    public static string Clean(string text) => text.Any(IsUnsafe)
        ? string.Concat(text.Where(c => c != '\r').Select(c => IsUnsafe(c) ? '\uFFFD' : c))
        : text;

    /// <summary>The text for standard output: cleaned for a terminal, as it is for a file or a program.</summary>
    public static string ForOutput(string text) => Terminal.IsShown ? Clean(text) : text;

    private static bool IsUnsafe(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
