using System.Diagnostics;
using System.Globalization;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>This program once more, as the server.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");
    }

    public Uri Address { get; }

    /// <param name="command">Which server: an argument of this program.</param>
    public static ServerProcess Start(string command = "serve")
    {
        var process = OwnProcess.Start(command);
        return int.TryParse(process.StandardOutput.ReadLine(), CultureInfo.InvariantCulture, out var port)
            ? new ServerProcess(process, port)
            : throw new InvalidOperationException($"'{command}' ended without printing its port; its own words are above.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(ExitLimit))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
