using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.ContractTests.WireMock;

/// <summary>WireMock's jar, where this machine has it and Java, running on a free port of loopback until it is disposed.</summary>
internal sealed class JavaWireMock : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private JavaWireMock(string jar, string folder)
    {
        // Bodies are compared byte by byte, and one recording holds a template of its own.
        string[] arguments =
        [
            "-Xmx256m", "-jar", jar, "--port", "0", "--bind-address", "127.0.0.1", "--root-dir", folder,
            "--disable-gzip", "--disable-response-templating", "--disable-banner",
        ];
        _process = new Process { StartInfo = new ProcessStartInfo("java", arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    public Uri Url => new($"http://127.0.0.1:{_port.Task.Result}/");

    /// <summary>Skips the test where there is no jar or no Java.</summary>
    /// <param name="folder">The folder whose <c>mappings</c> it serves.</param>
    public static async Task<JavaWireMock> StartAsync(string folder)
    {
        string? jar = Environment.GetEnvironmentVariable("WIREMOCK_JAR");
        Assert.SkipWhen(string.IsNullOrEmpty(jar), "WIREMOCK_JAR does not name a wiremock-standalone jar; with one, and Java 11 or newer, this test runs.");
        JavaWireMock server = new(jar, folder);
        try
        {
            await server.RunAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It never started, or has ended.
        }

        _process.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            _process.Start();
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"There is no Java on the PATH: {e.Message}.");
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Task exited = _process.WaitForExitAsync();
        Task first = await Guard.Within(Task.WhenAny(_port.Task, exited), "the start of WireMock");
        Assert.False(first == exited, $"WireMock ended at once. It wrote:\n{_output}");
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
}
