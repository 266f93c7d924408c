using System.Diagnostics;

namespace OllamaSdk.Soak.Clients;

/// <summary>
/// A real disk of little room as the folder for temporary files, where this program may make one: streams that can be read once are kept there before
/// they are uploaded.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Variable = "TMPDIR";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ollamasdk-soak-disk-");

    private SmallDisk()
    {
    }

    /// <summary>How many files are on it.</summary>
    public int Files => _folder.GetFiles().Length;

    /// <summary><see langword="null"/> where it cannot be made: that takes a Linux and its root.</summary>
    public static SmallDisk? TryMake()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk._folder.FullName))
        {
            Environment.SetEnvironmentVariable(Variable, disk._folder.FullName);
            return disk;
        }

        disk._folder.Delete();
        return null;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        Run("umount", _folder.FullName);
        _folder.Delete();
    }

    private static bool Run(string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
