using OllamaSdk.Cli.Chat.Editing;
using OllamaSdk.Cli.Chat.Keeping;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Chat;

/// <summary>How a person's words are read: by the line editor where the terminal can show what it does, else line by line.</summary>
internal static class ChatReaders
{
    /// <summary>What the editor's keys do, for the help.</summary>
    public const string Keys = """
        Alt+Enter             begins a new line, as does Enter behind a \; so does Shift+Enter where the terminal tells it apart
        Tab                   completes commands, models and files
        Up, Ctrl+R            bring back what was typed before, and search it
        """;

    /// <summary>Whether there is a line editor.</summary>
    public static bool AreEditing(CommandContext context) => !context.Terminal.IsPlain && !Console.IsInputRedirected && Terminal.TakesEditing(context.IsJson);

    /// <param name="interrupt">Tells of Ctrl+C.</param>
    /// <param name="talk">Where the prompt is written.</param>
    /// <param name="history">Where what is typed is kept; <see langword="null"/> for nowhere.</param>
    /// <param name="completion">What the Tab key proposes.</param>
    public static IChatReader Editing(Interrupt interrupt, TextWriter talk, HistoryFile? history, ChatCompletion completion) =>
        RawInput.OfTerminal() is { } input
            ? new TerminalReader(interrupt, input, talk, new LineEditor(new InputHistory(history?.Read() ?? [], text => history?.Add(text)), TerminalText.Clean), completion.ProposeAsync)
            : LineReader.OfConsole(interrupt, talk);
}
