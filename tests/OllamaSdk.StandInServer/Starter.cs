using System.Diagnostics;

namespace OllamaSdk.StandInServer;

/// <summary>LM Studio's starter: it has another program serve, and ends.</summary>
internal static class Starter
{
    public static int Run(string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["studio", .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process.Start(start);
        Console.WriteLine("Success! Server is now running.");
        return 0;
    }
}
