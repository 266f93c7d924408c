using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace OllamaSdk.Transport;

/// <summary>Sends a request again where that is safe and promising. The only place that waits and tries again before an answer has begun.</summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<CallState> StateKey = new("OllamaSdk.CallState");

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly RetryBudget _budget = new();

    public RetryHandler(RetryOptions options, TimeProvider clock, ILogger logger)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock };
        _pipeline = builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            // The count is decided per call, below.
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is LlmException failure
                && RetryRules.Allows(failure, State(args.Context), args.AttemptNumber, options)
                && _budget.TryTake()),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(
                RetryRules.Delay(options, args.AttemptNumber, (args.Outcome.Exception as LlmApiException)?.RetryAfter, Random.Shared.NextDouble())),
            OnRetry = args =>
            {
                Log.Retrying(logger, State(args.Context).Route, args.AttemptNumber + 1, args.RetryDelay, args.Outcome.Exception!.Message);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(StateKey, CallState.Of(request));
        try
        {
            var response = await _pipeline.ExecuteAsync(SendOnceAsync, context, request).ConfigureAwait(false);
            _budget.Refill();
            return response;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(ResilienceContext context, HttpRequestMessage request)
    {
        var state = State(context);
        state.Attempts++;
        try
        {
            return await base.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
        }
        catch (LlmException e)
        {
            state.LastFailure = e;
            throw;
        }
    }

    private static CallState State(ResilienceContext context) => context.Properties.GetValue(StateKey, null!);
}
