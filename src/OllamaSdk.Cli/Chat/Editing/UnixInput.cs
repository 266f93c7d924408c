using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>Keys of a terminal on Linux and macOS.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class UnixInput : RawInput
{
    private const int StandardInput = 0;
    private const int Now = 0;

    // Larger than any system's own, whose parts differ and need not be known.
    private const int SettingsSize = 256;

    private static readonly int s_suspend = OperatingSystem.IsMacOS() ? 18 : 20;

    // Where the settings of output stand and those that tell of signals, and the bit of these: the only ones that must be known.
    private static readonly (Range Output, int Local, byte Signals) s_layout = OperatingSystem.IsMacOS() ? (8..16, 24, (byte)0x80) : (4..8, 12, (byte)0x01);

    private readonly byte[] _found;
    private readonly FileStream _input = new(new SafeFileHandle(StandardInput, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    private readonly byte[] _editing;
    private readonly byte[] _waiting;

    private UnixInput(byte[] found)
    {
        _found = found;
        _editing = found.AsSpan().ToArray();
        MakeRaw(_editing);
        _waiting = _editing.AsSpan().ToArray();
        found.AsSpan(s_layout.Output).CopyTo(_waiting.AsSpan(s_layout.Output));
        _waiting[s_layout.Local] |= s_layout.Signals;
    }

    public static UnixInput? Open()
    {
        var found = new byte[SettingsSize];
        return GetSettings(StandardInput, found) == 0 ? new UnixInput(found) : null;
    }

    public override void Edit() => _ = SetSettings(StandardInput, Now, _editing);

    public override void Wait() => _ = SetSettings(StandardInput, Now, _waiting);

    public override void Leave() => _ = SetSettings(StandardInput, Now, _found);

    public override void Suspend()
    {
        Leave();
        // All programs of the command line, as the terminal itself would.
        _ = Kill(0, s_suspend);
        Edit();
    }

    protected override string? Read()
    {
        var bytes = new byte[4096];
        var letters = new char[bytes.Length];
        try
        {
            while (_input.Read(bytes) is > 0 and var count)
            {
                // A part of a letter alone is none yet.
                if (_decoder.GetChars(bytes.AsSpan(0, count), letters, flush: false) is > 0 and var length)
                {
                    return new string(letters, 0, length);
                }
            }
        }
        catch (IOException)
        {
            // How Linux tells that a terminal is gone.
        }

        return null;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetSettings(int terminal, [In, Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetSettings(int terminal, int when, byte[] settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw([In, Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
