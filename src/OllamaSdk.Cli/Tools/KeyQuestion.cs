using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Tools;

/// <summary>A question on standard error that one key answers.</summary>
internal static class KeyQuestion
{
    private const char Interrupt = '\u0003';
    private const char EndOfInput = '\u0004';

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(30);

    /// <summary>Whether a person sees the question and can press a key.</summary>
    public static bool CanBeAsked => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <param name="terminal">What standard error takes.</param>
    /// <param name="question">The question.</param>
    /// <param name="answers">The keys, and what each means. Esc and Ctrl+D are <c>n</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public static async Task<char> AskAsync(Terminal terminal, string question, (char Key, string Word)[] answers, CancellationToken cancellationToken)
    {
        // What was typed before the question could be read is no answer to it.
        while (Console.KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }

        Console.Error.Write(question);
        var said = "";
        try
        {
            while (true)
            {
                var key = await KeyAsync(cancellationToken);
                if (Array.Find(answers, answer => answer.Key == key) is { Word: { } word })
                {
                    said = word;
                    return key;
                }
            }
        }
        finally
        {
            // The terminal may have shown the key by itself, or not.
            Console.Error.WriteLine(terminal.IsErrorStyled ? $"\r\u001b[K{question}{said}" : "");
        }
    }

    // A blocking read could not be taken back, and would swallow the first key of what is typed after Ctrl+C.
    private static async Task<char> KeyAsync(CancellationToken cancellationToken)
    {
        while (!Console.KeyAvailable)
        {
            await Task.Delay(s_pause, cancellationToken);
        }

        var key = Console.ReadKey(intercept: true);
        return key switch
        {
            { Key: ConsoleKey.Escape } or { KeyChar: EndOfInput } => 'n',
            { KeyChar: Interrupt } => throw new OperationCanceledException("Ctrl+C was pressed."),
            _ => char.ToLowerInvariant(key.KeyChar),
        };
    }
}
