using System.Text;

namespace OllamaSdk.Cli.Chat;

/// <summary>Reads what a person types: a line, or several between <c>"""</c>.</summary>
/// <param name="interrupt">Tells of Ctrl+C.</param>
/// <param name="prompts">Where the prompt is written.</param>
/// <param name="readLine">Reads a line; <see langword="null"/> where the input ends.</param>
/// <param name="interruptEndsLine">Whether Ctrl+C also ends the line that is being typed, as if the input had ended.</param>
internal sealed class LineReader(Interrupt interrupt, TextWriter prompts, Func<string?> readLine, bool interruptEndsLine) : IChatReader
{
    private const string Quotes = "\"\"\"";

    // The two signs of one Ctrl+C come from two threads, a little apart and in any order.
    private static readonly TimeSpan s_apart = TimeSpan.FromMilliseconds(300);

    private Task<string?>? _pending;

    /// <summary>Reads from the console. Windows' own ends a line at Ctrl+C.</summary>
    public static LineReader OfConsole(Interrupt interrupt, TextWriter prompts) => new(interrupt, prompts, Console.ReadLine, OperatingSystem.IsWindows());

    public bool TakesDrafts => false;

    public async Task<TypedText?> ReadAsync(string draft, CancellationToken cancellationToken)
    {
        var first = await ReadLineAsync(">>> ", cancellationToken);
        if (first is null || !first.StartsWith(Quotes, StringComparison.Ordinal))
        {
            return first is null ? null : new TypedText(first, IsQuoted: false);
        }

        var text = new StringBuilder();
        for (var line = first[Quotes.Length..]; ; line = await ReadLineAsync("... ", cancellationToken))
        {
            if (line is null || line.EndsWith(Quotes, StringComparison.Ordinal))
            {
                return new TypedText(text.Append(line?[..^Quotes.Length]).ToString().Trim(), IsQuoted: true);
            }

            text.AppendLine(line);
        }
    }

    public void Dispose()
    {
        // It changes nothing of the terminal.
    }

    private async Task<string?> ReadLineAsync(string prompt, CancellationToken cancellationToken)
    {
        using var pressed = new SemaphoreSlim(0);
        interrupt.Take(() => pressed.Release());
        try
        {
            for (var presses = 0; presses < 2; presses++)
            {
                prompts.Write(presses == 0 ? prompt : $"{Environment.NewLine}Ctrl+C again ends the program{(interruptEndsLine ? "" : "; what was typed on this line stays")}.{Environment.NewLine}{prompt}");
                // A read cannot be taken back: what is under way goes on after Ctrl+C.
                _pending ??= Task.Factory.StartNew(readLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                var press = pressed.WaitAsync(cancellationToken);
                if (await Task.WhenAny(_pending, press) == _pending && (!await IsEndedAsync() || !await SoonAsync(press)))
                {
                    var line = await _pending;
                    _pending = null;
                    if (line is null)
                    {
                        // Ctrl+D moves no cursor, and what comes next would stand behind the prompt.
                        prompts.WriteLine();
                    }

                    return line;
                }

                cancellationToken.ThrowIfCancellationRequested();
                if (interruptEndsLine && await SoonAsync(_pending) && await IsEndedAsync())
                {
                    // What has ended is the line, not the input.
                    _pending = null;
                }
            }
        }
        finally
        {
            interrupt.Take(null);
        }

        prompts.WriteLine();
        throw new OperationCanceledException("Ctrl+C was pressed twice.");
    }

    private async Task<bool> IsEndedAsync() => interruptEndsLine && await _pending! is null;

    private static async Task<bool> SoonAsync(Task sign) => await Task.WhenAny(sign, Task.Delay(s_apart)) == sign;
}
