using System.Diagnostics;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Launching;

/// <summary>A program that uses the SDK to start a server; it can be told to end, or be killed.</summary>
internal sealed class ParentProcess : IDisposable
{
    private const string SessionLeader = "/usr/bin/setsid";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ParentProcess(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Whether a signal can be sent to it and all that the terminal would send it to.</summary>
    public static bool HasGroup => File.Exists(SessionLeader);

    public int Id => _process.Id;

    /// <param name="server">What it starts.</param>
    /// <param name="configure">Changes how it is started.</param>
    /// <param name="program">The server's program; the stand-in where null.</param>
    /// <param name="arguments">More arguments of the server.</param>
    public static ParentProcess Start(StandIn server, Action<ProcessStartInfo>? configure = null, string? program = null, params string[] arguments) =>
        StartAt(server.Url, configure, program, [.. server.Following, .. arguments]);

    /// <inheritdoc cref="Start(StandIn, Action{ProcessStartInfo}?, string?, string[])"/>
    public static ParentProcess StartAt(string address, Action<ProcessStartInfo>? configure = null, string? program = null, params string[] arguments)
    {
        string[] command = [StandIn.Program, "parent", program ?? StandIn.Program, address, .. arguments];
        // A session of its own, as a terminal's job has: a signal to its group reaches nobody else. Where there is none to be had only such a signal is missed.
        command = HasGroup ? [SessionLeader, .. command] : command;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        configure?.Invoke(start);
        return new ParentProcess(Process.Start(start)!);
    }

    /// <summary>The one line it prints: what it has got, or why not.</summary>
    public async Task<string> ResultAsync() => await Guard.Within(_process.StandardOutput.ReadLineAsync()) ?? $"nothing; {await _errors}";

    public async Task TellAsync(string what)
    {
        await _process.StandardInput.WriteLineAsync(what);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Sends a signal to it alone, or to it and all that the terminal would send it to.</summary>
    public Task SignalAsync(string signal, bool group = false) => StandIn.SignalAsync(Id, signal, group);

    /// <returns>What it wrote to standard error.</returns>
    public async Task<string> EndAsync()
    {
        await Guard.Within(_process.WaitForExitAsync());
        return await Guard.Within(_errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
