using System.Runtime.InteropServices;
using System.Threading.Channels;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>Proposes what the end of a text could become.</summary>
/// <param name="text">The text up to the cursor.</param>
/// <param name="cancellationToken">The program is being ended.</param>
internal delegate Task<Proposals> Completer(string text, CancellationToken cancellationToken);

/// <summary>Lets a person at a terminal type a text and change it until it is sent.</summary>
internal sealed class TerminalReader(Interrupt interrupt, RawInput input, TextWriter screen, LineEditor editor, Completer completer) : IChatReader
{
    // Far longer than the parts of one key are apart, far shorter than two keys.
    private static readonly TimeSpan s_keyEnds = TimeSpan.FromMilliseconds(50);

    private readonly KeyDecoder _keys = new();
    private readonly Channel<EditKey> _signals = Channel.CreateUnbounded<EditKey>();
    private readonly EditPainter _painter = new(screen, static () => (Terminal.Width, Terminal.Height));
    private readonly TerminalRequests _requests = new(screen);
    private Task<string?>? _reading;
    private Task<bool>? _signal;

    public bool TakesDrafts => true;

    public async Task<TypedText?> ReadAsync(string draft, CancellationToken cancellationToken)
    {
        using var resizing = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _signals.Writer.TryWrite(new EditKey(EditKeyKind.Resized)));
        interrupt.Take(() => _signals.Writer.TryWrite(new EditKey(EditKeyKind.Interrupt)));
        input.Edit();
        _requests.Begin();
        try
        {
            editor.Begin(draft);
            return await EditAsync(cancellationToken) ? Typed(editor.Text) : null;
        }
        finally
        {
            _painter.Finish(editor);
            _requests.End();
            input.Wait();
            interrupt.Take(null);
        }
    }

    public void Dispose() => input.Leave();

    private static TypedText Typed(string text) => text.StartsWith(LineEditor.Quotes, StringComparison.Ordinal)
        ? new TypedText(text.TrimEnd()[LineEditor.Quotes.Length..^LineEditor.Quotes.Length].Trim(), IsQuoted: true)
        : new TypedText(text, IsQuoted: false);

    /// <returns>Whether there is a text; else the input has ended.</returns>
    private async Task<bool> EditAsync(CancellationToken cancellationToken)
    {
        _painter.Paint(editor);
        for (var isAsked = false; await NextAsync(cancellationToken) is { } key; isAsked &= key.Kind is EditKeyKind.Interrupt or EditKeyKind.Resized)
        {
            if (key.Kind == EditKeyKind.Resized)
            {
                _painter.Repaint(editor);
                continue;
            }

            switch (editor.Press(key))
            {
                case EditOutcome.Accepted:
                    return true;
                case EditOutcome.Ended:
                    return false;
                case EditOutcome.Interrupted when isAsked:
                    throw new OperationCanceledException("Ctrl+C was pressed twice.");
                case EditOutcome.Interrupted:
                    isAsked = true;
                    _painter.Finish(editor);
                    screen.Write("Ctrl+C again ends the program.\r\n");
                    break;
                case EditOutcome.Completing:
                    await CompleteAsync(cancellationToken);
                    break;
                case EditOutcome.Clearing:
                    _painter.Clear();
                    break;
                case EditOutcome.Suspending:
                    _painter.Finish(editor);
                    _requests.End();
                    input.Suspend();
                    _requests.Begin();
                    break;
            }

            _painter.Paint(editor);
        }

        return false;
    }

    private async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var proposals = await completer(editor.Text[..editor.Cursor], cancellationToken);
        if (!editor.Complete(proposals) && proposals.Words.Count > 1)
        {
            _painter.Finish(editor);
            screen.Write(ProposalList.Of(proposals.Words, Terminal.Width));
        }
    }

    private async Task<EditKey?> NextAsync(CancellationToken cancellationToken)
    {
        for (var isAll = false; ;)
        {
            if (_keys.TryRead(isAll, out var key) || _signals.Reader.TryRead(out key))
            {
                return key;
            }

            _reading ??= input.ReadAsync();
            _signal = _signal is null or { IsCompleted: true } ? _signals.Reader.WaitToReadAsync(CancellationToken.None).AsTask() : _signal;
            using var stop = new CancellationTokenSource();
            var pause = _keys.IsWaiting && !isAll ? Task.Delay(s_keyEnds, stop.Token) : Task.Delay(Timeout.Infinite, stop.Token);
            var first = await Task.WhenAny(_reading, _signal, pause).WaitAsync(cancellationToken);
            await stop.CancelAsync();
            if (first == _reading)
            {
                var pressed = await _reading;
                _reading = null;
                if (pressed is null)
                {
                    return null;
                }

                _keys.Add(pressed);
            }

            isAll = first == pause;
        }
    }
}
