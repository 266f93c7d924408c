using System.Buffers.Binary;

namespace OllamaSdk.Launching;

/// <summary>What can be told about a program file without running it.</summary>
internal static class ProgramFile
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int ElfHeaderLength = 20;

    /// <summary>Whether it is a file that someone may run.</summary>
    public static bool CanRun(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || ((ResolveLink(path) is { } file ? File.GetUnixFileMode(file) : default) & AnyExecute) != 0);

    /// <summary>Whether it was made for another kind of processor than this program; what cannot be told is taken for good.</summary>
    public static bool IsForOtherMachine(string path) =>
        MachineOf(path) is { } machine && Environment.ProcessPath is { } own && MachineOf(own) is { } ours && machine != ours;

    private static string? ResolveLink(string path) => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName : path;

    // ELF only: Linux hands what it cannot run to the shell, which then complains of syntax; other systems say what is wrong.
    private static (byte Class, byte Order, ushort Machine)? MachineOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> header = stackalloc byte[ElfHeaderLength];
            return file.ReadAtLeast(header, ElfHeaderLength, throwOnEndOfStream: false) == ElfHeaderLength && header.StartsWith("\x7fELF"u8)
                ? (header[4], header[5], BinaryPrimitives.ReadUInt16LittleEndian(header[18..]))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
