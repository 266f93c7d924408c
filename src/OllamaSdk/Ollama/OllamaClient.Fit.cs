using System.Runtime.CompilerServices;
using OllamaSdk.Fitting;
using OllamaSdk.Prompting;
using OllamaSdk.Recovery;
using OllamaSdk.Streaming;

namespace OllamaSdk;

// Only called where a call is to be fitted: other calls go straight to the server, without a delegate or a second iterator.
public partial class OllamaClient
{
    private PromptGuard Guard => _runner.Guard;

    /// <summary>About how many tokens a conversation has, by what the model's answers have shown so far.</summary>
    internal long? EstimateTokens(OllamaChatRequest request) => PromptSize.Of(Guard, request);

    private bool Fits(CallOptions? options) => Guard.ModeOf(options) == PromptGuardMode.Fit;

    private bool MustNotCut(CallOptions? options) => NoCutting.IsAskedBy(Guard.ModeOf(options));

    private async Task<T> FitAsync<TRequest, T>(
        TRequest request, Func<TRequest, CallOptions?, CancellationToken, Task<T>> send, Func<TRequest, ModelOptions?, TRequest> with, PromptNeed need, string model, ModelOptions? given,
        CallOptions? options, CancellationToken cancellationToken)
        where T : IRecoverable
    {
        options = From(_runner.Clock, options);
        var fitted = await _fit.BeginAsync(model, given, need.Total, options, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            options.ChosenContextLength = fitted.Chosen;
            try
            {
                var answer = await send(with(request, fitted.Options), options, cancellationToken).ConfigureAwait(false);
                fitted.Note(answer.MemoryRecovery);
                return answer;
            }
            catch (LlmException e)
            {
                if (!fitted.TryGrow(e, need.Answer))
                {
                    throw;
                }

                options = options.Clone();
            }
        }
    }

    private async IAsyncEnumerable<T> FitStreamAsync<TRequest, T>(
        TRequest request, Func<TRequest, CallOptions?, SingleUse?, CancellationToken, IAsyncEnumerable<T>> open, Func<TRequest, ModelOptions?, TRequest> with, PromptNeed need, string model,
        ModelOptions? given, CallOptions? options, SingleUse use, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IRecoverable
    {
        use.Begin();
        options = From(_runner.Clock, options);
        var fitted = await _fit.BeginAsync(model, given, need.Total, options, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            options.ChosenContextLength = fitted.Chosen;
            var stream = open(with(request, fitted.Options), options, null, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (stream.ConfigureAwait(false))
            {
                var isThere = false;
                try
                {
                    isThere = await stream.MoveNextAsync().ConfigureAwait(false);
                }
                catch (LlmException e)
                {
                    if (!fitted.TryGrow(e, need.Answer))
                    {
                        throw;
                    }

                    options = options.Clone();
                    continue;
                }

                for (; isThere; isThere = await stream.MoveNextAsync().ConfigureAwait(false))
                {
                    fitted.Note(stream.Current.MemoryRecovery);
                    yield return stream.Current;
                }

                yield break;
            }
        }
    }
}
