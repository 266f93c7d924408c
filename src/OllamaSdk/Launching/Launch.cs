using OllamaSdk.Providers;

namespace OllamaSdk.Launching;

/// <summary>One start: look who is there, find the program, start it, wait until it is ready.</summary>
internal sealed class Launch(LaunchPlan plan)
{
    private const int MaxStarts = 2;

    /// <param name="delay">How long to wait before a start; what is running already is used at once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The server's process; <see langword="null"/> where one was running already.</returns>
    /// <exception cref="LlmLaunchException">There is no server now.</exception>
    public async Task<ServerProcess?> RunAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (await IsReadyAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        await Task.Delay(delay, plan.Clock, cancellationToken).ConfigureAwait(false);
        using var turn = await StartLock.TakeAsync(plan, cancellationToken).ConfigureAwait(false);
        for (var starts = 1; ; starts++)
        {
            if (await IsRunningAsync(cancellationToken).ConfigureAwait(false))
            {
                await WaitUntilReadyAsync(null, null, cancellationToken).ConfigureAwait(false);
                return null;
            }

            var program = ProgramFinder.Find(plan);
            var process = ServerProcess.Start(plan, program);
            try
            {
                if (await WaitUntilReadyAsync(program, process, cancellationToken).ConfigureAwait(false))
                {
                    return process;
                }

                // A graphics card's hiccup passes, and so does a port that another program took first: look again.
                if (starts == MaxStarts)
                {
                    throw LaunchErrors.ExitedEarly(plan, program, process);
                }
            }
            catch
            {
                await process.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            await process.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Nobody's turn is needed to use what is there. What is there but not ready may be what another process is starting: its turn will tell.
    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await IsRunningAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
        catch (LlmLaunchException)
        {
            return false;
        }

        using var client = plan.CreateClient();
        var report = await client.HealthCheckAsync(cancellationToken).ConfigureAwait(false);
        return report.Servers[0].State == ServerState.Ready;
    }

    /// <exception cref="LlmLaunchException">Something else is there.</exception>
    private async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        using var routes = plan.CreateRoutes();
        try
        {
            var found = await new ServerDetector(routes).DetectAsync(cancellationToken).ConfigureAwait(false);
            return LaunchRecipe.For(found.Provider) == plan.Recipe ? true : throw LaunchErrors.PortInUse(plan, $"{found.Provider.DisplayName} answers");
        }
        catch (LlmConnectionException e) when (e.Phase == ConnectionPhase.Connect)
        {
            return false;
        }
        catch (LlmException e) when (e is not LlmLaunchException)
        {
            throw LaunchErrors.PortInUse(plan, "another program listens, or one too busy to say what it is", e);
        }
    }

    /// <param name="program">What was started just now; nothing where the server has been running.</param>
    /// <param name="process">The server's process, where it is ours.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it became ready, rather than ending before.</returns>
    /// <exception cref="LlmLaunchException">It runs, and is not ready in time.</exception>
    public async Task<bool> WaitUntilReadyAsync(string? program, ServerProcess? process, CancellationToken cancellationToken)
    {
        using var client = plan.CreateClient();
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Only a model that this start names may be asked for: any other would be loaded by the question.
        var ready = client.WaitUntilReadyAsync(plan.StartTimeout, byAnswer: program is not null && plan.Model is not null, waiting.Token);
        if (process is not null && await Task.WhenAny(ready, process.Ended).ConfigureAwait(false) != ready)
        {
            await waiting.CancelAsync().ConfigureAwait(false);
            await ((Task)ready).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }

        try
        {
            await ready.ConfigureAwait(false);
            // What answers may be another one's server, at a port that ours came too late for.
            return process is null || process.IsStarter || !process.HasExited;
        }
        catch (LlmTimeoutException e)
        {
            throw LaunchErrors.NotReady(plan, program, process, e);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }
}
