using Spectre.Console;

namespace OllamaSdk.Cli.Output;

/// <summary>Something that moves on standard error while nothing else can be seen; on a terminal only. A plain one is told once.</summary>
internal static class Spinner
{
    /// <summary>Turns until the work has ended, and throws what it throws.</summary>
    public static async Task UntilAsync(Terminal terminal, string words, Task work)
    {
        if (terminal.IsPlain && !Console.IsErrorRedirected)
        {
            ErrorText.WriteLine(words);
        }
        else if (terminal.IsErrorStyled && !work.IsCompleted)
        {
            var quiet = Task.WhenAny(work);
            await Terminal.Error().Status().Spinner(Spectre.Console.Spinner.Known.Dots).StartAsync(Markup.Escape(TerminalText.Label(words)), _ => quiet);
        }

        await work;
    }

    /// <inheritdoc cref="UntilAsync(Terminal, string, Task)"/>
    public static async Task<T> UntilAsync<T>(Terminal terminal, string words, Task<T> work)
    {
        await UntilAsync(terminal, words, (Task)work);
        return await work;
    }
}
