namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>
/// A terminal's keys, each as it is pressed and shown by nobody but the editor. .NET's own reading of keys knows no pasted text, and lets the terminal show
/// what comes between two keys.
/// </summary>
internal abstract class RawInput
{
    /// <returns><see langword="null"/> where the terminal cannot be told.</returns>
    public static RawInput? OfTerminal() => OperatingSystem.IsWindows() ? WindowsInput.Open() : UnixInput.Open();

    /// <summary>From now on every key comes, Ctrl+C too, and lines end where a carriage return is written.</summary>
    public abstract void Edit();

    /// <summary>From now on the program writes as usual and Ctrl+C is a signal; what else is pressed is not shown, and waits for the next text.</summary>
    public abstract void Wait();

    /// <summary>Leaves the terminal as it was found.</summary>
    public abstract void Leave();

    /// <summary>Puts the program aside, as Ctrl+Z does in a shell; comes back when it goes on.</summary>
    public abstract void Suspend();

    /// <summary>What is pressed next. A read cannot be taken back: whoever began one must take what it brings.</summary>
    /// <returns><see langword="null"/> where the terminal is gone.</returns>
    public Task<string?> ReadAsync() => Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    protected abstract string? Read();
}
