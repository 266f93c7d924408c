using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using OllamaSdk.Telemetry;
using OllamaSdk.Transport;
using Polly.CircuitBreaker;

namespace OllamaSdk.Llm;

/// <summary>What became of one step of an attempt: a value, or nothing, and the next server is to be asked.</summary>
internal readonly record struct Step<T>(bool Answered, T Value);

/// <summary>One call on its way along the servers: whose turn it is, who failed, what the answer says about it.</summary>
internal sealed class FallbackCall(LlmRequest request, (LlmRoute Route, string Model)[] candidates, FallbackContext context)
{
    private readonly long _startedAt = context.Clock.GetTimestamp();
    private Queue<(LlmRoute Route, string Model)>? _passedOver;
    private List<LlmFailure>? _failures;
    private int _next;

    public long Now => context.Clock.GetTimestamp();

    private bool IsExhausted => _next >= candidates.Length && _passedOver is not { Count: > 0 };

    /// <summary>The next server to be asked; there is one until <see cref="TryAsync"/> throws.</summary>
    public LlmAttempt Next()
    {
        // Those that were passed over come last, and then whatever their breaker says.
        var isFirstRound = _next < candidates.Length;
        if (isFirstRound && candidates[_next].Route.Pool is { } pool)
        {
            pool.Choose(candidates, _next);
        }

        var (route, model) = isFirstRound ? candidates[_next++] : _passedOver!.Dequeue();
        if (!isFirstRound || route.Pool is null)
        {
            route.Server.Enter();
        }

        if (_failures is [.., { } last] && Instruments.AreWatched)
        {
            CallSpan.NoteFallback(last.Endpoint.Authority, SecretParts.ShownModel(last.Model), ErrorType.Of(last.Error));
        }

        var limit = IsExhausted ? (int?)null : Math.Min(request.Call?.MaxRetries ?? context.MaxRetries, context.Policy.RetriesBeforeMovingOn);
        return new LlmAttempt(route, model, request, limit, isFirstRound && candidates.Length > 1, Now);
    }

    /// <summary>Does a step of an attempt. A failure that moves on is kept; any other, and the last, is thrown.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Step<T>> TryAsync<T>(LlmAttempt attempt, Func<LlmAttempt, CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var breaker = attempt.Server.Breaker;
        var isWatched = attempt is { IsGuarded: true, HasDelivered: false } && breaker.IsResting;
        try
        {
            return new(true, await (isWatched ? breaker.RunAsync(work, attempt, cancellationToken) : work(attempt, cancellationToken)).ConfigureAwait(false));
        }
        catch (BrokenCircuitException) when (isWatched)
        {
            (_passedOver ??= new()).Enqueue((attempt.Route, attempt.Model));
            return default;
        }
        catch (LlmException e)
        {
            // The time for the whole call may run out while a server answers well.
            if (!isWatched && !(attempt.HasDelivered && e is LlmTimeoutException { Timer: LlmTimer.Total }))
            {
                await breaker.NoteAsync(e).ConfigureAwait(false);
            }

            if (!MovesOn(attempt, e))
            {
                throw;
            }

            if (IsExhausted)
            {
                throw new LlmFallbackException(_failures!);
            }

            return default;
        }
    }

    /// <summary>The answer with what only the call as a whole knows. Nothing is held against its server any more.</summary>
    public async ValueTask<LlmResponse> CompleteAsync(LlmAttempt attempt, LlmResponse answer)
    {
        await attempt.Server.Breaker.CloseAsync().ConfigureAwait(false);
        var now = context.Clock.GetTimestamp();
        var seconds = context.Clock.GetElapsedTime(attempt.StartedAt, now).TotalSeconds;
        return answer with
        {
            Model = answer.Model ?? attempt.Model,
            Provider = attempt.Target.Provider.Name,
            Endpoint = attempt.Target.Address,
            Latency = context.Clock.GetElapsedTime(_startedAt, now),
            TokensPerSecond = answer.TokensPerSecond ?? (seconds > 0 ? answer.Usage.CompletionTokens / seconds : null),
            RetryCount = attempt.Sent - 1,
            UsedFallback = IsFallback(attempt),
            Failures = _failures ?? (IReadOnlyList<LlmFailure>)[],
        };
    }

    /// <inheritdoc cref="CompleteAsync(LlmAttempt, LlmResponse)"/>
    public async ValueTask<LlmEmbeddings> CompleteAsync(LlmAttempt attempt, LlmEmbeddings answer)
    {
        await attempt.Server.Breaker.CloseAsync().ConfigureAwait(false);
        return answer with
        {
            Model = answer.Model ?? attempt.Model,
            Provider = attempt.Target.Provider.Name,
            Endpoint = attempt.Target.Address,
            UsedFallback = IsFallback(attempt),
            Failures = _failures ?? (IReadOnlyList<LlmFailure>)[],
        };
    }

    /// <inheritdoc cref="CompleteAsync(LlmAttempt, LlmResponse)"/>
    public async ValueTask<LlmDecisions> CompleteAsync(LlmAttempt attempt, LlmDecisions answer)
    {
        await attempt.Server.Breaker.CloseAsync().ConfigureAwait(false);
        return answer with
        {
            Model = answer.Model ?? attempt.Model,
            Provider = attempt.Target.Provider.Name,
            Endpoint = attempt.Target.Address,
            Latency = context.Clock.GetElapsedTime(_startedAt),
            UsedFallback = IsFallback(attempt),
            Failures = _failures ?? (IReadOnlyList<LlmFailure>)[],
        };
    }

    private bool IsFallback(LlmAttempt attempt) =>
        attempt.Route != candidates[0].Route && (attempt.Route.Pool is null || attempt.Route.Pool != candidates[0].Route.Pool);

    private bool MovesOn(LlmAttempt attempt, LlmException failure)
    {
        if ((attempt.HasDelivered && !context.Policy.RestartAfterItems) || !context.Policy.MovesOn(failure))
        {
            failure.Complete(_failures ?? (IReadOnlyList<LlmFailure>)[]);
            return false;
        }

        if (candidates.Length == 1)
        {
            return false;
        }

        (_failures ??= []).Add(new LlmFailure(attempt.Target.Provider.Name, attempt.Model, attempt.Target.Address, failure));
        if (!IsExhausted)
        {
            Log.MovingOn(context.Logger, attempt.Target.Provider.DisplayName, attempt.Target.Address, SecretParts.ShownModel(attempt.Model), failure.LogText);
        }

        return true;
    }
}

/// <summary>What all calls of a client have in common.</summary>
internal sealed record FallbackContext(FallbackPolicy Policy, int MaxRetries, TimeProvider Clock, ILogger Logger);
