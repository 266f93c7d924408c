using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.ContractTests.WireMock;

/// <summary>The WireMock jar, running on a free port of loopback until it is disposed or this process ends.</summary>
internal sealed class WireMockProcess : IDisposable
{
    private const string JavaHint = "The contract tests need Java 11 or newer as 'java' on the PATH (any JRE, such as Eclipse Temurin or your system's openjdk package).";
    private static readonly string s_jar = Path.Combine(AppContext.BaseDirectory, "wiremock.jar");
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WireMockProcess(string folder)
    {
        _process = new Process
        {
            EnableRaisingEvents = true,
            StartInfo = new ProcessStartInfo("java", Arguments(folder)) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    private static string[] Arguments(string folder) =>
    [
        "-Xmx256m", "-jar", s_jar, "--port", "0", "--bind-address", "127.0.0.1", "--root-dir", folder,
        // Bodies are compared byte by byte, and one recording holds a template of its own.
        "--disable-gzip", "--disable-response-templating", "--disable-banner",
    ];

    /// <param name="folder">The folder whose <c>mappings</c> it serves.</param>
    public static async Task<(WireMockProcess Process, int Port)> StartAsync(string folder)
    {
        if (!File.Exists(s_jar))
        {
            throw new FileNotFoundException(
                "The WireMock jar is missing: 'npm ci' did not succeed when this project was built. Install Node.js with npm, run 'npm ci' in " +
                "tests/OllamaSdk.ContractTests to see that it works, and build again.", s_jar);
        }

        WireMockProcess server = new(folder);
        try
        {
            return (server, await server.RunAsync());
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(this, EventArgs.Empty);
        _process.Dispose();
    }

    private async Task<int> RunAsync()
    {
        try
        {
            _process.Start();
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"WireMock could not be started: {e.Message}. {JavaHint}", e);
        }

        AppDomain.CurrentDomain.ProcessExit += Kill;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Task exited = _process.WaitForExitAsync();
        Task first = await Guard.Within(Task.WhenAny(_port.Task, exited), "the start of WireMock");
        return first == exited
            ? throw new InvalidOperationException($"WireMock ended at once, with exit code {_process.ExitCode}. {JavaHint} It wrote:\n{_output}")
            : await _port.Task;
    }

    /// <summary>Its start-up table has a line "port: 12345". Later output is read too: a full pipe would stop the server.</summary>
    private void Read(string? line)
    {
        if (line is null || _port.Task.IsCompleted)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.StartsWith("port:", StringComparison.Ordinal))
        {
            _port.TrySetResult(int.Parse(line["port:".Length..], CultureInfo.InvariantCulture));
        }
    }

    private void Kill(object? sender, EventArgs e)
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It never started, or has ended.
        }
    }
}
