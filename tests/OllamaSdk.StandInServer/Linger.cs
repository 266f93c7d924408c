using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OllamaSdk.StandInServer;

/// <summary>A server's helper, as Ollama's runners are: it holds the server's output open, does not listen to SIGTERM, and never ends.</summary>
internal static class Linger
{
    public static Process Start() => Process.Start(Environment.ProcessPath!, ["linger"]);

    public static int Run()
    {
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
