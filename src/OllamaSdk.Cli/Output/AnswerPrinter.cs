namespace OllamaSdk.Cli.Output;

/// <summary>
/// Prints an answer piece by piece, each at once. Thoughts are shown dimmed, and only on a terminal: a file or a pipe gets the answer alone.
/// Disposing ends the last line, also after a failure, so that what follows begins a line of its own.
/// </summary>
internal sealed class AnswerPrinter(Terminal terminal, AnswerLook look) : IDisposable
{
    private const string Dim = "\u001b[2m";
    private const string Plain = "\u001b[0m";

    private readonly TextWriter _out = Console.Out;
    private readonly bool _showThinking = look.Thinking != ThinkingLook.Hidden && terminal.IsStyled;
    private bool _inThoughts;
    private bool _lineIsOpen;

    public void Print(LlmUpdate update)
    {
        if (update.IsRestart)
        {
            Switch(toThoughts: false);
            EndLine();
            ErrorText.Print("the answer broke off; another server begins it anew");
        }

        if (_showThinking && update.ThinkingDelta.Length > 0)
        {
            Switch(toThoughts: true);
            Write(update.ThinkingDelta);
        }

        if (update.ContentDelta.Length > 0)
        {
            Switch(toThoughts: false);
            Write(update.ContentDelta);
        }

        _out.Flush();
    }

    public void Dispose()
    {
        Switch(toThoughts: false);
        EndLine();
        _out.Flush();
    }

    private void Switch(bool toThoughts)
    {
        if (toThoughts == _inThoughts)
        {
            return;
        }

        _inThoughts = toThoughts;
        if (toThoughts)
        {
            _out.Write(Dim);
        }
        else
        {
            _out.Write(Plain);
            EndLine();
        }
    }

    private void Write(string text)
    {
        // A model's words must not steer the terminal.
        _out.Write(TerminalText.ForOutput(text));
        _lineIsOpen = !text.EndsWith('\n');
    }

    private void EndLine()
    {
        if (_lineIsOpen)
        {
            _out.WriteLine();
            _lineIsOpen = false;
        }
    }
}
