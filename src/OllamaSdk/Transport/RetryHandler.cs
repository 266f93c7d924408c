using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using OllamaSdk.Transfers;
using Polly;
using Polly.Retry;

namespace OllamaSdk.Transport;

/// <summary>Sends a request again where that is safe and promising. The only place that waits and tries again before an answer has begun.</summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<Attempt> AttemptKey = new("OllamaSdk.Attempt");

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
                && UploadContent.CanSend(AttemptOf(args.Context).Request.Content)
                && _budget.TryTake()),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(
                RetryRules.Delay(options, args.AttemptNumber, (args.Outcome.Exception as LlmApiException)?.RetryAfter, Random.Shared.NextDouble())),
            OnRetry = args =>
            {
                Log.Retrying(logger, State(args.Context).Route, args.AttemptNumber + 1, args.RetryDelay, ((LlmException)args.Outcome.Exception!).LogText);
                State(args.Context).Span?.NoteRetry(args.AttemptNumber + 1, args.RetryDelay, ErrorType.Of(args.Outcome.Exception!));
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var state = CallState.Of(request);
        HttpResponseMessage response;
        try
        {
            // Most calls end here, and what a retry needs would cost them as much as all other handlers together.
            response = await SendOnceAsync(state, request, cancellationToken).ConfigureAwait(false);
        }
        catch (LlmException e)
        {
            response = await RetryAsync(new Attempt(state, request, ExceptionDispatchInfo.Capture(e)), cancellationToken).ConfigureAwait(false);
        }

        _budget.Refill();
        return response;
    }

    private async Task<HttpResponseMessage> RetryAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(AttemptKey, attempt);
        try
        {
            return await _pipeline.ExecuteAsync(NextAsync, context, attempt).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> NextAsync(ResilienceContext context, Attempt attempt)
    {
        // The pipeline begins with the attempt that was made before it.
        if (attempt.TakeFirst() is { } first)
        {
            first.Throw();
        }

        return await SendOnceAsync(attempt.State, attempt.Request, context.CancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(CallState state, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        state.Attempts++;
        state.Answered = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            state.Answered = response.Headers;
            return response;
        }
        catch (LlmException e)
        {
            state.LastFailure = e;
            throw;
        }
    }

    private static Attempt AttemptOf(ResilienceContext context) => context.Properties.GetValue(AttemptKey, null!);

    private static CallState State(ResilienceContext context) => AttemptOf(context).State;

    private sealed class Attempt(CallState state, HttpRequestMessage request, ExceptionDispatchInfo first)
    {
        private ExceptionDispatchInfo? _first = first;

        public CallState State { get; } = state;

        public HttpRequestMessage Request { get; } = request;

        public ExceptionDispatchInfo? TakeFirst() => Interlocked.Exchange(ref _first, null);
    }
}
