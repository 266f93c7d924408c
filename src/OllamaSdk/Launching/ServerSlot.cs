using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace OllamaSdk.Launching;

/// <summary>The one server that this process has started at an address, and how many use it.</summary>
internal sealed class ServerSlot
{
    private static readonly ConcurrentDictionary<string, ServerSlot> s_slots = new(StringComparer.OrdinalIgnoreCase);
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(8);
    // A server that has lived so long does not die of its start.
    private static readonly TimeSpan s_longLife = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private ServerProcess? _process;
    private LlmLaunchException? _failure;
    private int _users;
    private int _deaths;

    private ServerSlot()
    {
    }

    public static ServerSlot For(LaunchPlan plan) => s_slots.GetOrAdd($"{plan.Recipe.Program} at {plan.Authority}", static _ => new ServerSlot());

    /// <returns>The process of this slot, with one user more; <see langword="null"/> where a server runs that is not ours.</returns>
    public async Task<ServerProcess?> JoinAsync(LaunchPlan plan, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (process, isNew) = await TakeAsync(plan, cancellationToken).ConfigureAwait(false);
            if (process is null || isNew)
            {
                return process;
            }

            try
            {
                // Outside of the gate: whoever leaves a server that hangs need not wait for it.
                if (await new Launch(plan).WaitUntilReadyAsync(null, process, cancellationToken).ConfigureAwait(false))
                {
                    return process;
                }
            }
            catch
            {
                await LeaveAsync(process).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <returns>The process that is there, with one user more, or a new one that is ready.</returns>
    private async Task<(ServerProcess? Process, bool IsNew)> TakeAsync(LaunchPlan plan, CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _failure);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_process is { HasExited: false } running)
            {
                _users++;
                return (running, false);
            }

            // The start that was waited for has failed. Another would keep each of those who wait as long again, one after the other.
            if (_failure is { } failure && failure != known)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            if (_process is { } dead)
            {
                _process = null;
                CountDeath(dead);
                await dead.DisposeAsync().ConfigureAwait(false);
            }

            var started = await new Launch(plan).RunAsync(DelayAfterDeaths(), cancellationToken).ConfigureAwait(false);
            // A starter's server is nobody's here.
            (_process, _users) = started is { IsStarter: true } ? (null, 0) : (started, 1);
            return (started, true);
        }
        catch (LlmLaunchException e) when (e.Reason is LaunchFailure.ExitedEarly or LaunchFailure.NotReady)
        {
            _failure = e;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task LeaveAsync(ServerProcess process)
    {
        // One that was replaced never comes back, and its successor's start may take long.
        if (process != Volatile.Read(ref _process))
        {
            return;
        }

        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (process == _process && --_users == 0)
            {
                _process = null;
                if (process.HasExited)
                {
                    CountDeath(process);
                }
                else
                {
                    _deaths = 0;
                }

                await process.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private void CountDeath(ServerProcess dead) => _deaths = dead.Age < s_longLife ? _deaths + 1 : 1;

    // A server that dies again and again is started again more and more slowly.
    private TimeSpan DelayAfterDeaths() => _deaths == 0
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(s_firstWait.TotalSeconds * Math.Pow(2, _deaths - 1), s_longestWait.TotalSeconds));
}
