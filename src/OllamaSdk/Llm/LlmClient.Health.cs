using System.Runtime.CompilerServices;
using OllamaSdk.Llm;
using OllamaSdk.Streaming;

namespace OllamaSdk;

public partial class LlmClient
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    /// <summary>Asks every server how it is, each for at most 5 s, and says what is wrong and what to do. A failure is a finding and never thrown.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>A finding per server.</returns>
    public virtual async Task<LlmHealthReport> HealthCheckAsync(CancellationToken cancellationToken = default)
    {
        var checks = new HealthChecks(_context.Clock);
        return new LlmHealthReport(await Task.WhenAll(_servers.Select(server => checks.CheckAsync(server, cancellationToken))).ConfigureAwait(false));
    }

    /// <summary>Finds out, without sending it, whether a request could be answered: server reachable, model there, capabilities as needed.</summary>
    /// <param name="request">The request; none to look at servers and models only.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="ArgumentException">No model is named, neither by the request nor by a target.</exception>
    /// <returns>What is in the way, per target; nothing where it could be answered.</returns>
    [OverloadResolutionPriority(1)]
    public virtual async Task<LlmPreflightReport> PreflightAsync(LlmRequest? request = null, CancellationToken cancellationToken = default)
    {
        return await PreflightAsync(request?.Model, request is null ? null : new PreflightRequest(request), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for questions to a decision model, which needs the capability <c>decision</c>; servers other than Ollama do not tell of it.</summary>
    /// <param name="request">The state and the questions.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="ArgumentException">No model is named, or the request is outside a limit.</exception>
    /// <inheritdoc cref="PreflightAsync(LlmRequest?, CancellationToken)" path="/returns"/>
    public virtual async Task<LlmPreflightReport> PreflightAsync(SystemOneRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        DecisionChecks.Request(request, isOllama: false);
        return await PreflightAsync(request.Model, new PreflightRequest(request), cancellationToken).ConfigureAwait(false);
    }

    private async Task<LlmPreflightReport> PreflightAsync(string? model, PreflightRequest? request, CancellationToken cancellationToken)
    {
        var checks = new HealthChecks(_context.Clock);
        var targets = _routing.For(model).Select(c => checks.PreflightAsync(c.Route, c.Model, request, cancellationToken));
        return new LlmPreflightReport(await Task.WhenAll(targets).ConfigureAwait(false));
    }

    /// <summary>
    /// Loads the model of the target that is asked first (of a pool, at all its servers), with the same options as later calls, so that the first
    /// answer comes sooner. How long it stays is the target's <see cref="LlmTarget.KeepAlive"/>. Where it does not fit into memory, that is thrown, since
    /// there is no answer that could tell of a recovery.
    /// </summary>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>.</param>
    /// <param name="cancellationToken">Ends the call and the loading.</param>
    /// <exception cref="LlmException">The model could not be loaded; the type says why.</exception>
    /// <returns>A task that ends when the model is loaded.</returns>
    public virtual Task PrewarmAsync(string? model = null, CancellationToken cancellationToken = default)
    {
        var all = _routing.For(model);
        var first = all[0].Route;
        return Task.WhenAll(all.Where(one => one.Route == first || (first.Pool is not null && one.Route.Pool == first.Pool))
            .Select(one => one.Route.Server.Backend.LoadAsync(one.Model, one.Route.Target.Given, cancellationToken)));
    }

    /// <summary>Waits until one of the servers can answer, asking four times a second.</summary>
    /// <param name="timeout">How long at most; a minute where <see langword="null"/>, and <see cref="Timeout.InfiniteTimeSpan"/> is for ever.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The server that can.</returns>
    /// <exception cref="LlmTimeoutException">None could in time; the message says what was wrong at last.</exception>
    public virtual Task<LlmServerHealth> WaitUntilReadyAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitUntilReadyAsync(timeout ?? DefaultWait, byAnswer: true, cancellationToken);

    /// <param name="timeout">How long at most.</param>
    /// <param name="byAnswer">Whether a server that says it is ready too soon has to prove it by an answer of the model, which loads it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<LlmServerHealth> WaitUntilReadyAsync(TimeSpan timeout, bool byAnswer, CancellationToken cancellationToken)
    {
        TimeoutOptions.Check(timeout, nameof(timeout));
        var clock = _context.Clock;
        var checks = new HealthChecks(clock);
        var started = clock.GetTimestamp();
        var endless = timeout == Timeout.InfiniteTimeSpan;
        LlmServerHealth[] told = [];
        while (true)
        {
            var rest = endless ? timeout : timeout - clock.GetElapsedTime(started);
            if (!endless && rest <= TimeSpan.Zero)
            {
                // The wait before this took longer than it should have.
                throw NotReady(timeout, told);
            }

            var found = await Task.WhenAll(_routes.Select(route => checks.CheckReadyAsync(route, byAnswer, rest, cancellationToken))).ConfigureAwait(false);
            if (Array.Find(found, server => server.State == ServerState.Ready) is { } ready)
            {
                return ready;
            }

            // A check that the end of the waiting cut short says less than the one before it.
            told = told.Length > 0 && Array.TrueForAll(found, server => server.Error is LlmTimeoutException) ? told : found;
            if (!endless && timeout - clock.GetElapsedTime(started) <= PollInterval)
            {
                throw NotReady(timeout, told);
            }

            await Task.Delay(PollInterval, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static LlmTimeoutException NotReady(TimeSpan timeout, LlmServerHealth[] told) =>
        new(LlmTimer.Total, timeout, $"no server became ready: {string.Join("; ", told.AsEnumerable())}") { Endpoint = told.FirstOrDefault()?.Endpoint };

    /// <summary>Reports how the servers are, now and whenever that changes; for a status display. It ends when it is left or cancelled.</summary>
    /// <param name="interval">How long to wait between two checks; 5 s where <see langword="null"/>, at most 49 days.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <returns>A report now, and one after each change.</returns>
    public virtual IAsyncEnumerable<LlmHealthReport> WatchHealthStreamAsync(TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var wait = interval ?? WatchInterval;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wait, TimeSpan.Zero, nameof(interval));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, TimeSpan.FromDays(49), nameof(interval));
        return WatchAsync(wait, cancellationToken).WithOwnTokens(cancellationToken);
    }

    private async IAsyncEnumerable<LlmHealthReport> WatchAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LlmHealthReport? last = null;
        while (true)
        {
            var report = await HealthCheckAsync(cancellationToken).ConfigureAwait(false);
            if (last is null || !Enumerable.SequenceEqual(Shown(last), Shown(report)))
            {
                yield return last = report;
            }

            await Task.Delay(interval, _context.Clock, cancellationToken).ConfigureAwait(false);
        }

        static IEnumerable<(ServerState, Type?)> Shown(LlmHealthReport report) => report.Servers.Select(server => (server.State, server.Error?.GetType()));
    }
}
