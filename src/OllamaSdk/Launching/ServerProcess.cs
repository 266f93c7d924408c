using System.ComponentModel;
using System.Diagnostics;

namespace OllamaSdk.Launching;

/// <summary>A server that this process has started, and everything that it has started in turn.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // How long killing and reading the rest of the output may take; only a process that left the group can make it longer.
    private static readonly TimeSpan s_leeway = TimeSpan.FromSeconds(1);

    private readonly LaunchPlan _plan;
    private readonly Process _process;
    private readonly Stream _pipe;
    private readonly WindowsJob? _job;
    private readonly OutputLog _log = new();
    private readonly Task _drained;
    private readonly Task<int> _exit;
    private readonly long _startedAt;

    private ServerProcess(LaunchPlan plan, StartedProcess started)
    {
        _plan = plan;
        (_process, _pipe, _job, Id) = (started.Process, started.Input, started.Job, started.Id);
        _startedAt = plan.Clock.GetTimestamp();
        _drained = Task.WhenAll(_log.DrainAsync(started.Output, Lines(plan)), _log.DrainAsync(started.Errors, Lines(plan)));
        _exit = WaitForExitAsync();
        Ended = WatchAsync();
    }

    /// <summary>Whether it only tells another program to serve.</summary>
    public bool IsStarter => _plan.Recipe.IsStarter;

    public int Id { get; }

    public bool HasExited => _exit.IsCompleted;

    /// <summary>What it ended with; <see langword="null"/> while it runs.</summary>
    public int? ExitCode => _exit.IsCompletedSuccessfully ? _exit.Result : null;

    /// <summary>How long it has been since it was started.</summary>
    public TimeSpan Age => _plan.Clock.GetElapsedTime(_startedAt);

    /// <summary>Completes when it has ended and no server is left; a starter that did its work leaves one.</summary>
    public Task Ended { get; }

    /// <param name="plan">Its arguments, its environment and how it is stopped.</param>
    /// <param name="program">Its full path.</param>
    /// <param name="directories">Where the watchdog's tools are looked for, where not in the usual places.</param>
    /// <exception cref="LlmLaunchException">The system refuses to run it.</exception>
    public static ServerProcess Start(LaunchPlan plan, string program, params string[] directories)
    {
        try
        {
            return new ServerProcess(plan, OperatingSystem.IsWindows() && !plan.Recipe.IsStarter
                ? WindowsStart.Run(program, plan.Arguments, plan.Environment)
                : StartedProcess.Of(plan.Recipe.IsStarter ? new WatchedCommand(program, plan.Arguments) : UnixWatchdog.Wrap(program, plan, directories), plan.Environment));
        }
        catch (Win32Exception e)
        {
            throw LaunchErrors.NotExecutable(program, e, plan);
        }
    }

    public string ReadLog() => _log.Read(_plan.Safe);

    /// <summary>Ends the tree and waits until nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        EndTree();
        var gone = Task.WhenAll(_exit, _drained);
        // Not the plan's clock: the watchdog's is real.
        if (await Task.WhenAny(gone, Task.Delay(_plan.StopTimeout + s_leeway)).ConfigureAwait(false) != gone && !_exit.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
            await _exit.ConfigureAwait(false);
        }

        Release();
    }

    private static OutputLines? Lines(LaunchPlan plan) => plan.OutputReceived is { } told ? new OutputLines(told, plan.Safe) : null;

    /// <summary>Its exit code, once it has ended by itself or was ended.</summary>
    public Task<int> WaitAsync(CancellationToken cancellationToken) => _exit.WaitAsync(cancellationToken);

    // The exit alone: the end of the output may be a grandchild's.
    private async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _process.ExitCode;
    }

    private async Task WatchAsync()
    {
        var code = await _exit.ConfigureAwait(false);
        if (IsStarter)
        {
            // Its server is not its own, so that nobody has to give the starter up.
            Release();
        }

        if (code == 0 && IsStarter)
        {
            await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
        }

        // Helpers that a dead server leaves behind hold its port and its memory.
        EndTree();
        await Task.WhenAny(_drained, Task.Delay(s_leeway / 10)).ConfigureAwait(false);
    }

    private void Release()
    {
        _pipe.Dispose();
        _process.Dispose();
    }

    private void EndTree()
    {
        if (_job is not null)
        {
            _job.Dispose();
        }
        else if (!IsStarter)
        {
            _pipe.Close();
        }
        else if (!_exit.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
        }
    }
}
