using System.Collections.Concurrent;
using System.Diagnostics;

namespace OllamaSdk.TestKit.Packaging;

/// <summary>A program that a test talks to by its input and output; it is ended with the test.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _more = new(0);

    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beyond those of the test.</param>
    public RunningProgram(string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The next line, of output or errors, that has this text in it; those before it are passed over.</summary>
    public async Task<string> LineAsync(string part)
    {
        var passed = new List<string>();
        while (true)
        {
            if (!await _more.WaitAsync(Guard.Limit, TestContext.Current.CancellationToken))
            {
                throw new TimeoutException($"'{part}' did not come within {Guard.Limit.TotalSeconds} s, but:\n{string.Join('\n', passed)}");
            }

            _lines.TryDequeue(out var line);
            passed.Add(line!);
            if (line!.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    /// <summary>Closes its input, and waits for it to end by itself.</summary>
    public async Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        await Guard.Within(_process.WaitForExitAsync(TestContext.Current.CancellationToken), "the program's end");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        _more.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            _more.Release();
        }
    }
}
