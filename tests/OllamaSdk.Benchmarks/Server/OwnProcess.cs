using System.Diagnostics;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>This program once more.</summary>
internal static class OwnProcess
{
    public static Process Start(params IReadOnlyList<string> args) => Start(new Dictionary<string, string>(), args);

    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="args">The arguments.</param>
    public static Process Start(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> args)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown, so that it cannot be started.");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start)!;
    }
}
