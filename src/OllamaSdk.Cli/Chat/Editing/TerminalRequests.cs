namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>What the terminal is asked for while a text is typed: to mark what is pasted, and to tell keys apart that are one otherwise.</summary>
internal sealed class TerminalRequests(TextWriter screen)
{
    private readonly bool _takesKeys = TakesKeys(Environment.GetEnvironmentVariable);

    public void Begin() => screen.Write(_takesKeys ? "\u001b[?2004h\u001b[>1u" : "\u001b[?2004h");

    public void End() => screen.Write(_takesKeys ? "\u001b[<u\u001b[?2004l" : "\u001b[?2004l");

    // Shift+Enter is Enter in most terminals. Those that know better are known: others could take the request for another.
    private static bool TakesKeys(Func<string, string?> variable) =>
        variable("TERM") is "xterm-kitty" or "xterm-ghostty" or "foot" or "foot-extra" or "alacritty" || variable("TERM_PROGRAM") is "WezTerm" or "ghostty" or "iTerm.app";
}
