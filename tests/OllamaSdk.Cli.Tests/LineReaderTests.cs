using System.Runtime.InteropServices;
using System.Threading.Channels;
using OllamaSdk.Cli.Chat;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>Ctrl+C at a console that ends the typed line with it, as Windows' does: the two signs of one press come in any order.</summary>
public sealed class LineReaderTests : IDisposable
{
    private readonly Channel<string?> _typed = Channel.CreateUnbounded<string?>();
    private readonly StringWriter _shown = new();
    private readonly Interrupt _interrupt = new();
    private readonly TaskCompletionSource _reading = new();

    public void Dispose() => _interrupt.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_press_ends_the_line_and_not_the_program(bool lineEndsFirst)
    {
        var reading = Guard.Within(Reader().ReadAsync("", TestContext.Current.CancellationToken));
        await Guard.Within(_reading.Task);

        Press(lineEndsFirst);
        await UntilShownAsync("Ctrl+C again ends the program.");
        _typed.Writer.TryWrite("and on");

        Assert.Equal("and on", (await reading)!.Text);
        Assert.False(_interrupt.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_presses_end_it(bool lineEndsFirst)
    {
        var reading = Guard.Within(Reader().ReadAsync("", TestContext.Current.CancellationToken));
        await Guard.Within(_reading.Task);

        Press(lineEndsFirst);
        await UntilShownAsync("Ctrl+C again ends the program.");
        Press(lineEndsFirst);

        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task An_end_without_a_press_is_the_end()
    {
        var reading = Guard.Within(Reader().ReadAsync("", TestContext.Current.CancellationToken));
        _typed.Writer.TryWrite(null);

        Assert.Null(await reading);
    }

    [Fact]
    public async Task Elsewhere_what_was_typed_stays_and_an_end_is_told_at_once()
    {
        var reader = new LineReader(_interrupt, TextWriter.Synchronized(_shown), ReadLine, interruptEndsLine: false);
        var reading = Guard.Within(reader.ReadAsync("", TestContext.Current.CancellationToken));
        await Guard.Within(_reading.Task);

        _interrupt.OnSignal(new PosixSignalContext(PosixSignal.SIGINT));
        await UntilShownAsync("what was typed on this line stays");
        _typed.Writer.TryWrite("a line");
        Assert.Equal("a line", (await reading)!.Text);

        _typed.Writer.TryWrite(null);
        Assert.Null(await Guard.Within(reader.ReadAsync("", TestContext.Current.CancellationToken)));
    }

    private LineReader Reader() => new(_interrupt, TextWriter.Synchronized(_shown), ReadLine, interruptEndsLine: true);

    private void Press(bool lineEndsFirst)
    {
        if (lineEndsFirst)
        {
            _typed.Writer.TryWrite(null);
        }

        _interrupt.OnSignal(new PosixSignalContext(PosixSignal.SIGINT));
        if (!lineEndsFirst)
        {
            _typed.Writer.TryWrite(null);
        }
    }

    private string? ReadLine()
    {
        _reading.TrySetResult();
        return _typed.Reader.ReadAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task UntilShownAsync(string text)
    {
        using var limit = new CancellationTokenSource(Guard.Limit);
        while (!_shown.ToString().Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
