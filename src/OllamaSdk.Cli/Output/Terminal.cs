using Spectre.Console;

namespace OllamaSdk.Cli.Output;

/// <summary>Where output goes, and what it may look like there.</summary>
internal sealed class Terminal
{
    private readonly bool _mayStyle;

    public Terminal(bool noColor, bool json) => _mayStyle = !noColor && !json
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !IsDumb(Environment.GetEnvironmentVariable("TERM"));

    /// <summary>Whether a person sees standard output.</summary>
    public static bool IsShown => !Console.IsOutputRedirected;

    /// <summary>Whether standard output takes colours and frames.</summary>
    public bool IsStyled => _mayStyle && IsShown && TakesEscapes(isError: false);

    /// <summary>Whether standard error takes them, and parts that move.</summary>
    public bool IsErrorStyled => _mayStyle && !Console.IsErrorRedirected && TakesEscapes(isError: true);

    /// <summary>Whether a person sees the stream, in a terminal that can write over what it shows; colours are another matter.</summary>
    /// <param name="isError">Whether standard error is meant.</param>
    public static bool TakesEditing(bool isError) =>
        !(isError ? Console.IsErrorRedirected : Console.IsOutputRedirected) && !IsDumb(Environment.GetEnvironmentVariable("TERM")) && TakesEscapes(isError);

    /// <summary>For frames on standard output.</summary>
    public static IAnsiConsole Output() => Create(Console.Out);

    /// <summary>For progress on standard error.</summary>
    public static IAnsiConsole Error() => Create(Console.Error);

    // On Windows nothing sets it.
    private static bool IsDumb(string? term) => term == "dumb" || (string.IsNullOrEmpty(term) && !OperatingSystem.IsWindows());

    private static bool TakesEscapes(bool isError) => !OperatingSystem.IsWindows() || WindowsConsole.TakesEscapes(isError);

    private static IAnsiConsole Create(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(writer),
        // Where a variable names a build server (GITHUB_ACTIONS …) they would hide progress, of which nothing else is told; what this is, was found out before.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });
}
