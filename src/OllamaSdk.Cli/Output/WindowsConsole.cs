using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace OllamaSdk.Cli.Output;

/// <summary>What Windows' console does not do unless it is asked to. Compiled, and not run by any test: those run on Linux.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsConsole
{
    private const int OutputHandle = -11;
    private const int ErrorHandle = -12;
    private const uint ProcessedOutput = 1;
    private const uint VirtualTerminal = 4;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Lets every letter through: a file or a pipe gets UTF-8, and the window itself is spoken with in UTF-16. In .NET's own way all of it would go through
    /// the window's code page, which lacks most letters; and that belongs to all who use the window, so that it is left as it is.
    /// </summary>
    public static void SpeakUnicode()
    {
        Console.OutputEncoding = Console.InputEncoding = Encoding.Unicode;
        if (Console.IsInputRedirected)
        {
            Console.SetIn(new StreamReader(Console.OpenStandardInput(), s_utf8, detectEncodingFromByteOrderMarks: true));
        }

        if (Console.IsOutputRedirected)
        {
            Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), s_utf8) { AutoFlush = true });
        }

        if (Console.IsErrorRedirected)
        {
            Console.SetError(new StreamWriter(Console.OpenStandardError(), s_utf8) { AutoFlush = true });
        }
    }

    /// <summary>Switches colours and moving parts on, which an older window shows as letters until it is told.</summary>
    /// <param name="isError">Whether standard error is meant.</param>
    /// <returns>Whether it takes them.</returns>
    public static bool TakesEscapes(bool isError)
    {
        var handle = GetStdHandle(isError ? ErrorHandle : OutputHandle);
        return GetConsoleMode(handle, out var mode) && ((mode & VirtualTerminal) != 0 || SetConsoleMode(handle, mode | ProcessedOutput | VirtualTerminal));
    }

    [LibraryImport("kernel32")]
    internal static partial nint GetStdHandle(int which);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool GetConsoleMode(nint handle, out uint mode);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool SetConsoleMode(nint handle, uint mode);
}
