namespace OllamaSdk.Cli.Output;

/// <summary>Text from elsewhere, made harmless for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Control characters other than line feed and tab are replaced: they could move the cursor, rename the window or hide text.</summary>
    public static string Clean(string text) => text.Any(IsUnsafe)
        ? string.Concat(text.Select(c => IsUnsafe(c) ? '\uFFFD' : c))
        : text;

    private static bool IsUnsafe(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
