using Polly;
using Polly.CircuitBreaker;

namespace OllamaSdk.Llm;

/// <summary>Keeps calls from a server that keeps failing, for a time that grows with each try in vain.</summary>
internal sealed class Breaker
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ResiliencePipeline? _pipeline;
    private readonly CircuitBreakerManualControl _control = new();
    private readonly CircuitBreakerStateProvider _state = new();

    public Breaker(BreakerOptions options, TimeProvider clock)
    {
        if (!options.Enabled)
        {
            return;
        }

        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };
        _pipeline = builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1,
            MinimumThroughput = options.Failures,
            SamplingDuration = Window,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is LlmException failure && BlamesServer(failure)),
            BreakDurationGenerator = args => ValueTask.FromResult(Duration(options, args.HalfOpenAttempts)),
            ManualControl = _control,
            StateProvider = _state,
        }).Build();
    }

    /// <exception cref="BrokenCircuitException">The server is to be passed over; nothing was sent.</exception>
    public ValueTask<T> RunAsync<T>(Func<LlmAttempt, CancellationToken, ValueTask<T>> work, LlmAttempt attempt, CancellationToken cancellationToken) =>
        _pipeline is null
            ? work(attempt, cancellationToken)
            : _pipeline.ExecuteAsync(static (state, token) => state.work(state.attempt, token), (work, attempt), cancellationToken);

    /// <summary>To be called when a server that was passed over has answered after all.</summary>
    public Task CloseAsync() => _pipeline is null || _state.CircuitState == CircuitState.Closed ? Task.CompletedTask : _control.CloseAsync(CancellationToken.None);

    internal static TimeSpan Duration(BreakerOptions options, int triesInVain) => TimeSpan.FromTicks((long)Math.Min(
        options.LongestBreak.Ticks, options.FirstBreak.Ticks * Math.Pow(2, triesInVain)));

    // A refusal of this one request says nothing about the next.
    private static bool BlamesServer(LlmException failure) => failure switch
    {
        LlmConnectionException or LlmTimeoutException or LlmProtocolException or LlmStreamException => true,
        LlmApiException api => api.Kind is ApiErrorKind.ServerError or ApiErrorKind.ServerBusy or ApiErrorKind.RateLimited or ApiErrorKind.OutOfMemory,
        _ => false,
    };
}
