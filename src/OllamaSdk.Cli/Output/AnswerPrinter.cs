using OllamaSdk.Cli.Output.Markdown;

namespace OllamaSdk.Cli.Output;

/// <summary>
/// Prints an answer piece by piece, each at once: on a terminal its Markdown is drawn, elsewhere it is the text that came. Thoughts are for terminals only: a
/// file or a pipe gets the answer alone. Disposing ends the last line, also after a failure, so that what follows begins a line of its own; after that,
/// another answer can be printed.
/// </summary>
internal sealed class AnswerPrinter : IDisposable
{
    // Less than that is no place for tables and lists.
    private const int NarrowestWidth = 20;
    private const int LowestHeight = 6;

    // UTF-8, and the UTF-16 that Windows' own window takes: others lack bars and bullets.
    private static readonly int[] s_unicode = [65001, 1200];

    private readonly ITextView _content;
    private readonly ITextView? _thoughts;
    private ITextView? _current;

    public AnswerPrinter(Terminal terminal, AnswerLook look)
    {
        var output = Console.Out;
        var isDrawn = terminal.IsStyled && !look.IsRaw && s_unicode.Contains(output.Encoding.CodePage) && Size() is { Width: >= NarrowestWidth, Height: >= LowestHeight };
        _content = isDrawn ? new MarkdownView(output, Size) : new PlainView(output, TextStyle.Plain);
        _thoughts = !terminal.IsStyled || look.Thinking == ThinkingLook.Hidden ? null
            : isDrawn && look.Thinking == ThinkingLook.Folded ? new ThinkingView(output, Size, TimeProvider.System)
            : new PlainView(output, TextStyle.Dim);
    }

    public void Print(LlmUpdate update)
    {
        if (update.IsRestart)
        {
            Dispose();
            ErrorText.Print("the answer broke off; another server begins it anew");
        }

        Write(_thoughts, update.ThinkingDelta);
        Write(_content, update.ContentDelta);
    }

    public void Dispose()
    {
        _current?.End();
        _current = null;
    }

    private void Write(ITextView? view, string text)
    {
        if (view is null || text.Length == 0)
        {
            return;
        }

        if (_current != view)
        {
            Dispose();
            _current = view;
        }

        // A model's words must not steer the terminal.
        view.Write(TerminalText.ForOutput(text));
    }

    private static (int Width, int Height) Size()
    {
        try
        {
            return (Console.WindowWidth, Console.WindowHeight);
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return default;
        }
    }
}
