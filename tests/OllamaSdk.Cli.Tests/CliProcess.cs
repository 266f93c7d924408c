using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>The program, running: what it has printed up to now, and its end.</summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly string ProgramPath = typeof(CliProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "CliProgram").Value!;

    /// <summary>Where the program and its libraries are.</summary>
    public static string ProgramFolder => Path.GetDirectoryName(ProgramPath)!;

    /// <summary>What a shell has to run.</summary>
    public static string[] CommandOf(params string[] args) => ["dotnet", ProgramPath, .. args];

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly StringBuilder _output = new();
    private bool _hasLeft;

    private CliProcess(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <param name="host">The value of <c>OLLAMA_HOST</c>; none where null, whatever the machine's own is.</param>
    /// <param name="args">What stands behind the program's name.</param>
    public static CliProcess Start(string? host, params string[] args) => Start(new CliStart { Host = host }, args);

    public static CliProcess Start(CliStart start, params string[] args)
    {
        Signals.HeedInterrupt();
        var process = new CliProcess(Process.Start(start.Create(ProgramPath, args))!);
        process._process.StandardInput.Write(start.Input);
        process._process.StandardInput.Flush();
        if (!start.InTerminal)
        {
            process._process.StandardInput.Close();
        }

        return process;
    }

    public static Task<CliResult> RunAsync(params string[] args) => RunAsync(new CliStart(), args);

    public static async Task<CliResult> RunAsync(CliStart start, params string[] args)
    {
        using var process = Start(start, args);
        return await process.EndAsync();
    }

    /// <summary>Types into the terminal.</summary>
    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Forgets what was printed up to now, so that the next wait is for something new.</summary>
    public void Forget() => _output.Clear();

    /// <summary>Reads until the output holds <paramref name="text"/>; fails when the program ends without it.</summary>
    public Task ReadUntilAsync(string text) => Guard.Within(ReadAsync(text), $"the program's output '{text}'");

    /// <summary>The first line of the output.</summary>
    public async Task<string> ReadLineAsync()
    {
        await ReadUntilAsync("\n");
        return _output.ToString().Split('\n')[0];
    }

    /// <summary>What Ctrl+C sends.</summary>
    public async Task InterruptAsync()
    {
        // The shell's own: the program of that name is not on every machine.
        using var kill = Process.Start("sh", ["-c", $"kill -INT {_process.Id}"]);
        await Guard.Within(kill.WaitForExitAsync());
    }

    /// <summary>Goes away as <c>head</c> does: what the program writes from now on has no reader.</summary>
    public void LeaveOutput()
    {
        _process.StandardOutput.Close();
        _hasLeft = true;
    }

    public async Task<CliResult> EndAsync()
    {
        await Guard.Within(_hasLeft ? Task.CompletedTask : ReadAsync(null), "the end of the program's output");
        await Guard.Within(_process.WaitForExitAsync());
        return new CliResult(_process.ExitCode, _output.ToString(), await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadAsync(string? text)
    {
        var buffer = new char[1024];
        while (text is null || !_output.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await _process.StandardOutput.ReadAsync(buffer);
            if (count == 0)
            {
                Assert.True(text is null, $"The program ended without '{text}': {_output}");
                return;
            }

            _output.Append(buffer, 0, count);
        }
    }
}

/// <summary>What the shell sees.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The output as JSON; fails where it is not one document.</summary>
    public JsonElement Json() => Parse(Output);

    /// <summary>The output as lines of JSON.</summary>
    public IReadOnlyList<JsonElement> JsonLines() => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    private JsonElement Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"No JSON: '{text}', exit code {ExitCode}, errors '{Errors}'", e);
        }
    }
}
