using System.Runtime.Versioning;
using System.Text;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>Keys of Windows' console, which sends them as other terminals do where it is asked. Compiled, and not run by any test: those run on Linux.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsInput : RawInput
{
    private const int InputHandle = -10;

    private const uint Signals = 1;
    private const uint Lines = 2;
    private const uint Echo = 4;
    private const uint VirtualTerminal = 0x200;

    private readonly nint _handle = WindowsConsole.GetStdHandle(InputHandle);
    // Of the encoding that the program has set for its window.
    private readonly Stream _input = Console.OpenStandardInput();
    private readonly Decoder _decoder = Encoding.Unicode.GetDecoder();
    private readonly uint _found;

    private WindowsInput(uint found) => _found = found;

    public static WindowsInput? Open() =>
        WindowsConsole.TakesEscapes(isError: false) && WindowsConsole.GetConsoleMode(WindowsConsole.GetStdHandle(InputHandle), out var found) ? new WindowsInput(found) : null;

    public override void Edit() => _ = WindowsConsole.SetConsoleMode(_handle, (_found & ~(Signals | Lines | Echo)) | VirtualTerminal);

    public override void Wait() => _ = WindowsConsole.SetConsoleMode(_handle, (_found & ~(Lines | Echo)) | Signals | VirtualTerminal);

    public override void Leave() => _ = WindowsConsole.SetConsoleMode(_handle, _found);

    public override void Suspend()
    {
        // There is no such thing.
    }

    protected override string? Read()
    {
        var bytes = new byte[4096];
        var letters = new char[bytes.Length];
        while (_input.Read(bytes) is > 0 and var count)
        {
            if (_decoder.GetChars(bytes.AsSpan(0, count), letters, flush: false) is > 0 and var length)
            {
                return new string(letters, 0, length);
            }
        }

        return null;
    }
}
