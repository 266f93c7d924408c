using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OllamaSdk.Cli.Tests.Terminals;

/// <summary>A pseudo-terminal of Linux: the side of the keyboard and the screen, and the name of the other side.</summary>
internal sealed class Pty : IDisposable
{
    private const int ReadWrite = 2;
    private const int NotControlling = 0x100;
    private const int CloseOnExec = 0x80000;
    private const ulong SetWindowSize = 0x5414;

    private readonly SafeFileHandle _keyboard;
    private readonly SafeFileHandle _otherSide;

    public Pty(int columns, int rows)
    {
        _keyboard = new SafeFileHandle(Checked(OpenPty(ReadWrite | NotControlling | CloseOnExec)), ownsHandle: true);
        var name = new byte[64];
        _ = Checked((int)(Grant(_keyboard) | Unlock(_keyboard) | NameOf(_keyboard, name, (nuint)name.Length)));
        Name = System.Text.Encoding.ASCII.GetString(name).TrimEnd('\0');
        Resize(columns, rows);
        // Held open, so that reading does not fail before the program is there, and what it printed last is not lost when it goes.
        _otherSide = new SafeFileHandle(Checked(Open(Name, ReadWrite | NotControlling | CloseOnExec)), ownsHandle: true);
        Stream = new FileStream(_keyboard, FileAccess.ReadWrite, bufferSize: 0, isAsync: false);
    }

    public string Name { get; }

    /// <summary>What is written here is typed; what is read was printed. Reading fails (EIO) when all have closed the other side.</summary>
    public FileStream Stream { get; }

    /// <summary>The kernel tells the program by a signal.</summary>
    public void Resize(int columns, int rows)
    {
        ushort[] size = [(ushort)rows, (ushort)columns, 0, 0];
        _ = Checked(Control(_keyboard, SetWindowSize, size));
    }

    public void CloseOtherSide() => _otherSide.Dispose();

    public void Dispose()
    {
        _otherSide.Dispose();
        Stream.Dispose();
    }

    private static int Checked(int result) => result == -1 ? throw new Win32Exception(Marshal.GetLastPInvokeError()) : result;

    [DllImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static extern int OpenPty(int flags);

    [DllImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static extern int Grant(SafeFileHandle keyboard);

    [DllImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static extern int Unlock(SafeFileHandle keyboard);

    [DllImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static extern int NameOf(SafeFileHandle keyboard, byte[] name, nuint length);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(SafeFileHandle keyboard, ulong request, ushort[] size);
}
