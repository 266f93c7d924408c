using System.Diagnostics;

namespace OllamaSdk.Launching;

/// <summary>A process that has just been started.</summary>
/// <param name="Process">The process.</param>
/// <param name="Id">The server's id: not the process's, where that only leads the server's group.</param>
/// <param name="Input">What the process reads; the watchdog waits for its end.</param>
/// <param name="Output">What it writes to standard output.</param>
/// <param name="Errors">What it writes to standard error.</param>
/// <param name="Job">What holds it and all its children, on Windows.</param>
internal sealed record StartedProcess(Process Process, int Id, Stream Input, Stream Output, Stream Errors, WindowsJob? Job = null)
{
    private const int LongestId = 10;

    public static StartedProcess Of(WatchedCommand command, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var output = process.StandardOutput.BaseStream;
        var id = command.SaysId ? ReadId(output) : null;
        return new StartedProcess(process, id ?? process.Id, process.StandardInput.BaseStream, output, process.StandardError.BaseStream);
    }

    // The shell says it before it becomes the server, so that nothing else can stand before it; byte by byte, since what follows is the server's.
    private static int? ReadId(Stream output)
    {
        Span<byte> line = stackalloc byte[LongestId];
        var length = 0;
        for (var next = output.ReadByte(); next is >= '0' and <= '9' && length < LongestId; next = output.ReadByte())
        {
            line[length++] = (byte)next;
        }

        return int.TryParse(line[..length], out var id) ? id : null;
    }
}
