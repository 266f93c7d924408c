using System.Runtime.CompilerServices;
using OllamaSdk.Bulk;

namespace OllamaSdk;

public partial class LlmClient
{
    /// <summary>
    /// Asks a decision model about any number of things, several at once. The source is read no faster than results are taken, so memory does not grow
    /// with it.
    /// </summary>
    /// <param name="requests">The requests. Disposed when the work ends, however it does.</param>
    /// <param name="bulk">Concurrency, order, where to begin.</param>
    /// <param name="options">Time limits, retries and headers of each request.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    /// <returns>One result per request, with the answers or the error. A request that is outside a limit carries an <see cref="ArgumentException"/>.</returns>
    /// <exception cref="ArgumentException">A setting is wrong (thrown at once), or the source holds a <see langword="null"/>.</exception>
    /// <exception cref="LlmException">
    /// No request can be answered: all servers out of reach, keys refused. It comes after the results before it. To go on later, begin at the index
    /// after the last result, or where <see cref="BulkOptions.KeepOrder"/> is off, at the last <see cref="BulkProgress.ResumeIndex"/>.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<SystemOneRequest, LlmDecisions>> DecideManyAsync(
        IAsyncEnumerable<SystemOneRequest> requests, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        BulkWork.GenerateAsync(requests, (request, token) => DecideAsync(request, options, token), RecoveryOf, sameModel: false, bulk, cancellationToken);

    /// <summary>
    /// Asks a decision model the same questions about any number of texts, several at once. The source is read no faster than results are taken, so memory
    /// does not grow with it.
    /// </summary>
    /// <inheritdoc cref="DecideManyAsync(IAsyncEnumerable{SystemOneRequest}, BulkOptions?, CallOptions?, CancellationToken)"/>
    /// <param name="states">The texts. Disposed when the work ends, however it does.</param>
    /// <param name="questions">Everything but the state: the questions, how long the model stays, and the model, which is the first target's where it is not named: probabilities
    /// of two models do not compare. It is not changed.</param>
    /// <param name="bulk">Concurrency, order, where to begin.</param>
    /// <param name="options">Time limits, retries and headers of each request.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<string, LlmDecisions>> DecideManyAsync(
        IAsyncEnumerable<string> states, SystemOneRequest questions, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var request = questions with { Model = _routing.ModelOfFirst(questions.Model) };
        DecisionChecks.Questions(request, isOllama: false);
        return BulkWork.GenerateAsync(
            states, (state, token) => DecideAsync(request with { State = DecisionJson.Text(state) }, options, token), RecoveryOf, sameModel: true, bulk, cancellationToken);
    }

    /// <inheritdoc cref="DecideManyAsync(IAsyncEnumerable{SystemOneRequest}, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<SystemOneRequest, LlmDecisions>> DecideManyAsync(
        IEnumerable<SystemOneRequest> requests, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        DecideManyAsync(new AsyncSource<SystemOneRequest>(requests), bulk, options, cancellationToken);

    /// <inheritdoc cref="DecideManyAsync(IAsyncEnumerable{string}, SystemOneRequest, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, LlmDecisions>> DecideManyAsync(
        IEnumerable<string> states, SystemOneRequest questions, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        DecideManyAsync(new AsyncSource<string>(states), questions, bulk, options, cancellationToken);

    private static MemoryRecovery? RecoveryOf(LlmDecisions answer) => answer.MemoryRecovery ?? BulkFailures.RecoveryOf(answer.Failures);
}
