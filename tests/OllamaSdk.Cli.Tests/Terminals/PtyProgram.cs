using System.Diagnostics;
using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Terminals;

// How to use it:
//
//     await using var server = await DemoServer.StartAsync();
//     await using var program = PtyProgram.Start(server.Start, columns: 80, rows: 24, "chat", "-m", "demo");   // skips the test where there is no terminal
//     await program.Screen.WaitForAsync(">>>");                       // blanks at a row's end are left out; fails with a picture of the screen if the program ends or nothing comes
//     await program.TypeAsync("hello");                               // letters, UTF-8
//     await program.PressAsync(Key.Enter);                            // cursor keys in the form that the program has asked for
//     await program.CtrlAsync('c');                                   // the byte 3: the kernel makes it SIGINT, or the program reads it
//     await program.PasteAsync("several\nlines");                     // in brackets where the program has asked for them
//     program.Resize(40, 10);
//     await program.Screen.WaitForAsync(screen => screen.Cursor.Column == 4);
//     Assert.Equal("…", program.Screen.Rows[0]);  program.Screen.StyleOf("bold text").IsBold;  program.Screen.Scrollback;  program.Screen.Title;  program.Screen.Raw
//     Assert.Equal(0, await program.EndAsync());                      // waits for the end; the exit code
//
// A wait is over as soon as what is waited for stands on the screen, also where it stood there before: wait for something new.

/// <summary>The program in a pseudo-terminal of its own, as its controlling terminal, with errors on the same screen. Linux only.</summary>
internal sealed class PtyProgram : IAsyncDisposable
{
    // The leader of a session gets its first terminal by opening it.
    private const string Script = """exec "$@" <>"$0" >&0 2>&0""";

    private readonly Pty _pty;
    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task _ending;

    private PtyProgram(Pty pty, Process process, Screen screen)
    {
        (_pty, _process, Screen) = (pty, process, screen);
        screen.Answer = text => Write(Encoding.ASCII.GetBytes(text));
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ending = EndReadingAsync();
    }

    public Screen Screen { get; }

    /// <param name="start">The variables and the server; its input is typed at once.</param>
    /// <param name="columns">The terminal's width.</param>
    /// <param name="rows">Its height.</param>
    /// <param name="args">What stands behind the program's name.</param>
    public static PtyProgram Start(CliStart start, int columns, int rows, params string[] args) =>
        StartCommand(start, columns, rows, CliProcess.CommandOf(args));

    /// <inheritdoc cref="Start"/>
    /// <param name="start">The variables and the server; its input is typed at once.</param>
    /// <param name="columns">The terminal's width.</param>
    /// <param name="rows">Its height.</param>
    /// <param name="command">Another program, and its arguments.</param>
    public static PtyProgram StartCommand(CliStart start, int columns, int rows, params string[] command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/setsid"), "Pseudo-terminals of the tests are those of Linux, with setsid of util-linux.");
        Signals.HeedInterrupt();
        var pty = new Pty(columns, rows);
        var process = Process.Start(start.Prepare(new ProcessStartInfo("/usr/bin/setsid", ["sh", "-c", Script, pty.Name, .. command])))!;
        var program = new PtyProgram(pty, process, new Screen(columns, rows));
        program.Write(Encoding.UTF8.GetBytes(start.Input));
        return program;
    }

    /// <summary>Types the text as it is, in UTF-8: control characters too.</summary>
    public Task TypeAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Presses a key, several times where asked.</summary>
    public Task PressAsync(Key key, int times = 1) => TypeAsync(string.Concat(Enumerable.Repeat(Keys.Of(key, Screen.HasApplicationCursorKeys), times)));

    /// <summary>Presses Ctrl and a letter.</summary>
    public Task CtrlAsync(char letter) => TypeAsync(((char)(char.ToUpperInvariant(letter) & 0x1F)).ToString());

    /// <summary>Pastes as a terminal does: lines end in CR, with brackets around where the program has asked for them.</summary>
    public Task PasteAsync(string text)
    {
        var lines = text.Replace('\n', '\r');
        return TypeAsync(Screen.TakesBracketedPaste ? $"\u001b[200~{lines}\u001b[201~" : lines);
    }

    public Task WriteAsync(byte[] bytes) => Task.Run(() => Write(bytes));

    public void Resize(int columns, int rows)
    {
        Screen.Resize(columns, rows);
        _pty.Resize(columns, rows);
    }

    /// <summary>Waits until the program has ended, and all that it printed is on the screen.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        try
        {
            await Guard.Within(_ending, "the program's end, and that of all it started on the terminal");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; the screen is:\n{Screen.Show()}", e);
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await EndAsync();
        _pty.Dispose();
        _process.Dispose();
    }

    private async Task EndReadingAsync()
    {
        await _process.WaitForExitAsync();
        _pty.CloseOtherSide();
        await _reading;
    }

    private void Write(byte[] bytes)
    {
        try
        {
            _pty.Stream.Write(bytes);
        }
        catch (IOException)
        {
            // Nobody is there to read what is typed.
        }
    }

    private void Read()
    {
        var buffer = new byte[4096];
        try
        {
            while (_pty.Stream.Read(buffer) is > 0 and var count)
            {
                Screen.Feed(buffer.AsSpan(0, count));
            }
        }
        catch (IOException)
        {
            // How Linux tells the end.
        }

        Screen.End("The program has ended");
    }
}
