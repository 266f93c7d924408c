using System.Globalization;
using System.Runtime.InteropServices;

namespace OllamaSdk.Cli.Tests;

/// <summary>The signals that the programs under test are started with.</summary>
internal static class Signals
{
    private const int Interrupt = 2;
    private const string Ignored = "SigIgn:";

    /// <summary>
    /// A runner in the background of a script (<c>dotnet test &amp;</c>) is started with Ctrl+C ignored, and all that it starts would ignore it too.
    /// </summary>
    public static void HeedInterrupt()
    {
        if (OperatingSystem.IsLinux() && IsInterruptIgnored())
        {
            _ = SetHandler(Interrupt, 0);
        }
    }

    private static bool IsInterruptIgnored() =>
        File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is { } line
        && (ulong.Parse(line.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Interrupt - 1))) != 0;

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetHandler(int signal, nint handler);
}
