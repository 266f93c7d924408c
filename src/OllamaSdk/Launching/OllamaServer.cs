using OllamaSdk.Launching;

namespace OllamaSdk;

/// <summary>
/// A model server on this machine, found running or started for as long as it is needed. A server that was started ends, with every process it
/// started itself, when the last <see cref="OllamaServer"/> of this process for its address is disposed, and also when this process ends in any
/// other way, <c>kill -9</c> included.
/// </summary>
/// <remarks>
/// On Unix a small shell process, which waits for the end of a pipe that this process holds, sees to that; it needs <c>/bin/sh</c> and
/// <c>setsid</c> or <c>perl</c>. On Windows a job object does; that part compiles, but no test has run it. LM Studio is the exception: its
/// starter only asks the app to listen, so that it goes on afterwards (<c>lms server stop</c> ends it).
/// </remarks>
public sealed class OllamaServer : IAsyncDisposable
{
    private readonly ServerSlot _slot;
    private readonly ServerProcess? _process;
    private int _disposed;

    private OllamaServer(LaunchPlan plan, ServerSlot slot, ServerProcess? process)
    {
        _slot = slot;
        _process = process;
        Provider = plan.Provider;
        Endpoint = plan.Endpoint;
    }

    /// <summary>What kind of server it is.</summary>
    public LlmProvider Provider { get; }

    /// <summary>Its base address, as clients take it.</summary>
    public Uri Endpoint { get; }

    /// <summary>Whether this process started it. If not it was found running, and disposing leaves it alone.</summary>
    public bool WasStarted => _process is not null;

    /// <summary>The id of its process, where this process started it.</summary>
    public int? ProcessId => _process is { IsStarter: false } ? _process.Id : null;

    /// <summary>Whether it has ended since it was started. <see cref="EnsureRunningAsync"/> starts it again; the more often it dies, the later.</summary>
    public bool HasExited => _process is { IsStarter: false, HasExited: true };

    /// <summary>The last 64 KiB of what it has written, with secrets replaced; empty where this process did not start it.</summary>
    public string Log => _process?.ReadLog() ?? "";

    /// <summary>
    /// Makes sure that a server answers: uses the one that runs, or starts one and waits until it is ready. Any number of calls, in any number
    /// of processes, start one; those of one process share it, with the options of the first, and its failure where it does not get ready.
    /// </summary>
    /// <param name="options">What to start, and how; Ollama at its usual address where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the waiting, and with it the server that was being started.</param>
    /// <returns>The server; disposing it stops what was started here.</returns>
    /// <exception cref="LlmLaunchException">It cannot be started; the message says what was tried and what to do.</exception>
    /// <exception cref="LlmConfigurationException">The address cannot be used, or is not on this machine; the message says where it came from.</exception>
    /// <exception cref="ArgumentException">An option is wrong; nothing was started.</exception>
    public static async Task<OllamaServer> EnsureRunningAsync(OllamaServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var plan = LaunchPlan.Make(options ?? new OllamaServerOptions());
        var slot = ServerSlot.For(plan);
        return new OllamaServer(plan, slot, await slot.JoinAsync(plan, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Waits until the server has ended, by itself or because it was disposed.</summary>
    /// <param name="cancellationToken">Ends the waiting, and not the server.</param>
    /// <returns>What it ended with. On Unix 128 and more is 128 and the number of a signal.</returns>
    /// <exception cref="InvalidOperationException">This process has not started it, or it is LM Studio, whose server is nobody's child.</exception>
    public Task<int> WaitForExitAsync(CancellationToken cancellationToken = default) => _process is { IsStarter: false }
        ? _process.WaitAsync(cancellationToken)
        : throw new InvalidOperationException($"{Provider.DisplayName} at {Endpoint} is no process that this one has started: its end cannot be waited for.");

    /// <summary>Gives the server up. The last one to do so stops it: asks it to end, waits, and kills what is left of it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _slot.LeaveAsync(_process).ConfigureAwait(false);
        }
    }
}
