using Microsoft.Extensions.Logging;
using OllamaSdk.Transport;
using Polly;
using Polly.CircuitBreaker;

namespace OllamaSdk.Llm;

/// <summary>
/// Keeps calls from a server that keeps failing, for a time that grows with each try in vain. While nothing is held against the server, calls go by
/// without it.
/// </summary>
internal sealed class Breaker
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Made when a server fails for the first time: most never do, and making it costs a young program a good part of its first call.
    private readonly Lazy<ResiliencePipeline>? _pipeline;
    private readonly CircuitBreakerManualControl _control = new();
    private readonly CircuitBreakerStateProvider _state = new();
    private volatile bool _isSuspect;

    /// <param name="options">When, and for how long.</param>
    /// <param name="server">Whose it is, for the log.</param>
    /// <param name="clock">The client's.</param>
    /// <param name="logger">Hears when the server is passed over and when no more.</param>
    public Breaker(BreakerOptions options, Uri server, TimeProvider clock, ILogger logger)
    {
        if (!options.Enabled)
        {
            return;
        }

        _pipeline = new(() => new ResiliencePipelineBuilder { TimeProvider = clock }.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1,
            MinimumThroughput = options.Failures,
            SamplingDuration = Window,
            // A try that was given up proves nothing, and must not end the rest as an answer does.
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is LlmException failure ? BlamesServer(failure) : args.Outcome.Exception is not null && _state.CircuitState == CircuitState.HalfOpen),
            BreakDurationGenerator = args => ValueTask.FromResult(Duration(options, args.HalfOpenAttempts)),
            ManualControl = _control,
            StateProvider = _state,
            OnOpened = args =>
            {
                Log.PassedOver(logger, server, args.BreakDuration, (args.Outcome.Exception as LlmException)?.LogText ?? "");
                return default;
            },
            OnClosed = _ =>
            {
                Log.AskedAgain(logger, server);
                return default;
            },
        }).Build());
    }

    /// <summary>Whether the server is given a rest, so that <see cref="RunAsync"/> decides whether it is asked.</summary>
    public bool IsResting => _isSuspect && _state.CircuitState != CircuitState.Closed;

    /// <exception cref="BrokenCircuitException">The server is to be passed over; nothing was sent.</exception>
    public ValueTask<T> RunAsync<T>(Func<LlmAttempt, CancellationToken, ValueTask<T>> work, LlmAttempt attempt, CancellationToken cancellationToken) =>
        _pipeline!.Value.ExecuteAsync(static (state, token) => state.work(state.attempt, token), (work, attempt), cancellationToken);

    /// <summary>To be called when a server has failed that <see cref="RunAsync"/> was not asked about.</summary>
    public async ValueTask NoteAsync(LlmException failure)
    {
        if (_pipeline is null || !BlamesServer(failure))
        {
            return;
        }

        var pipeline = _pipeline.Value;
        _isSuspect = true;
        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        await pipeline.ExecuteOutcomeAsync(static (_, failure) => ValueTask.FromResult(Outcome.FromException<bool>(failure)), context, failure).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
    }

    /// <summary>To be called when the server has answered: what was held against it is forgotten.</summary>
    public async ValueTask CloseAsync()
    {
        if (_isSuspect)
        {
            _isSuspect = false;
            await _control.CloseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    internal static TimeSpan Duration(BreakerOptions options, int triesInVain) => TimeSpan.FromTicks((long)Math.Min(
        options.LongestBreak.Ticks, options.FirstBreak.Ticks * Math.Pow(2, triesInVain)));

    // A refusal of this one request says nothing about the next.
    private static bool BlamesServer(LlmException failure) => failure switch
    {
        LlmStreamException { ServerError: { } error } => BlamesServer(error),
        LlmStreamException { Reason: StreamFailure.LimitExceeded } => false,
        LlmConnectionException or LlmTimeoutException or LlmProtocolException or LlmStreamException => true,
        LlmApiException api => api.Kind is ApiErrorKind.ServerError or ApiErrorKind.ServerBusy or ApiErrorKind.RateLimited or ApiErrorKind.NoBalance or ApiErrorKind.OutOfMemory,
        _ => false,
    };
}
