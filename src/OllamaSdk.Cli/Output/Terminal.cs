using Spectre.Console;

namespace OllamaSdk.Cli.Output;

/// <summary>Where output goes, and what it may look like there.</summary>
internal sealed class Terminal
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    private readonly bool _mayStyle;

    /// <param name="noColor">Whether colours are not wanted.</param>
    /// <param name="json">Whether the output is for programs, whoever sees it.</param>
    /// <param name="plain">Whether it is to be read line by line, by a screen reader for example.</param>
    public Terminal(bool noColor, bool json, bool plain)
    {
        IsPlain = plain || IsSet("LLM_CLIENT_PLAIN") || IsDumb(Environment.GetEnvironmentVariable("TERM"));
        _mayStyle = !noColor && !json && !IsPlain && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    }

    /// <summary>
    /// Whether each line shall make sense when it is read aloud, once and from its beginning: nothing moves and nothing is drawn over, there are no frames
    /// and no colours, and words stand where symbols do elsewhere. A dumb terminal can do no more.
    /// </summary>
    public bool IsPlain { get; }

    /// <summary>How many columns there are to print to.</summary>
    public static int Width => Size(static () => Console.WindowWidth, UsualWidth);

    /// <summary>How many rows are to be seen at once.</summary>
    public static int Height => Size(static () => Console.WindowHeight, UsualHeight);

    /// <summary>Whether a person sees standard output.</summary>
    public static bool IsShown => !Console.IsOutputRedirected;

    /// <summary>Whether standard output takes colours and frames.</summary>
    public bool IsStyled => _mayStyle && IsShown && TakesEscapes(isError: false);

    /// <summary>Whether standard error takes them, and parts that move.</summary>
    public bool IsErrorStyled => _mayStyle && !Console.IsErrorRedirected && TakesEscapes(isError: true);

    /// <summary>Whether a person sees the stream, in a terminal that can write over what it shows unless it is a plain one; colours are another matter.</summary>
    /// <param name="isError">Whether standard error is meant.</param>
    public static bool TakesEditing(bool isError) =>
        !(isError ? Console.IsErrorRedirected : Console.IsOutputRedirected) && TakesEscapes(isError);

    /// <summary>For frames on standard output.</summary>
    public static IAnsiConsole Output() => Create(Console.Out);

    /// <summary>For progress on standard error.</summary>
    public static IAnsiConsole Error() => Create(Console.Error);

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value and not "0";

    // A terminal may not know its size, or say that it has none.
    private static int Size(Func<int> size, int usual)
    {
        try
        {
            return size() is > 0 and var known ? known : usual;
        }
        catch (IOException)
        {
            return usual;
        }
    }

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
