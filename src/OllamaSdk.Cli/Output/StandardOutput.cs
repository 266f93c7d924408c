using Microsoft.Win32.SafeHandles;

namespace OllamaSdk.Cli.Output;

/// <summary>Standard output that says when its reader has gone away, as in <c>| head -1</c>: then nothing more need be made.</summary>
internal static class StandardOutput
{
    private const int StandardOutputHandle = 1;
    // EPIPE, on Linux and macOS; and ERROR_BROKEN_PIPE and ERROR_NO_DATA, as Windows has it.
    private static readonly int[] s_left = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <summary>Prepares the standard streams. Puts a writer that throws in the place of .NET's own, which drops what a closed pipe refuses.</summary>
    public static void Open()
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsConsole.SpeakUnicode();
            return;
        }

        if (!Console.IsOutputRedirected)
        {
            return;
        }

        var stream = new FileStream(new SafeFileHandle(StandardOutputHandle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (stream.CanSeek)
        {
            // Nobody leaves a file; and a file may have more writers, of whose place in it FileStream knows nothing.
            stream.Dispose();
            return;
        }

        Console.SetOut(new StreamWriter(stream, Console.Out.Encoding) { AutoFlush = true });
    }

    /// <summary>Whether the failure is that of a reader who has gone away.</summary>
    public static bool IsLeft(Exception failure) => failure is IOException && s_left.Contains(failure.HResult);
}
