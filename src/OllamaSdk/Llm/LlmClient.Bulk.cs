using System.Runtime.CompilerServices;
using OllamaSdk.Bulk;

namespace OllamaSdk;

public partial class LlmClient
{
    /// <summary>
    /// Answers any number of requests, several at once. The source is read no faster than results are taken, so memory does not grow with it.
    /// </summary>
    /// <param name="requests">The requests. Disposed when the work ends, however it does.</param>
    /// <param name="bulk">Concurrency, order, where to begin.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    /// <returns>One result per request, with the answer or the error.</returns>
    /// <exception cref="ArgumentException">A setting is wrong (thrown at once), or the source holds a <see langword="null"/>.</exception>
    /// <exception cref="LlmException">
    /// No request can be answered: all servers out of reach, keys refused. It comes after the results before it. To go on later, begin at the
    /// index after the last result, or where <see cref="BulkOptions.KeepOrder"/> is off, at the last <see cref="BulkProgress.ResumeIndex"/>.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<LlmRequest, LlmResponse>> ChatManyAsync(
        IAsyncEnumerable<LlmRequest> requests, BulkOptions? bulk = null, CancellationToken cancellationToken = default) =>
        BulkWork.GenerateAsync(requests, ChatAsync, RecoveryOf, sameModel: false, bulk, cancellationToken);

    /// <inheritdoc cref="ChatManyAsync(IAsyncEnumerable{LlmRequest}, BulkOptions?, CancellationToken)"/>
    /// <param name="prompts">The questions. Disposed when the work ends, however it does.</param>
    /// <param name="bulk">Concurrency, order, where to begin.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<string, LlmResponse>> ChatManyAsync(
        IAsyncEnumerable<string> prompts, BulkOptions? bulk = null, CancellationToken cancellationToken = default) =>
        BulkWork.GenerateAsync(prompts, ChatAsync, RecoveryOf, sameModel: true, bulk, cancellationToken);

    /// <inheritdoc cref="ChatManyAsync(IAsyncEnumerable{LlmRequest}, BulkOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<LlmRequest, LlmResponse>> ChatManyAsync(
        IEnumerable<LlmRequest> requests, BulkOptions? bulk = null, CancellationToken cancellationToken = default) =>
        ChatManyAsync(new AsyncSource<LlmRequest>(requests), bulk, cancellationToken);

    /// <inheritdoc cref="ChatManyAsync(IAsyncEnumerable{string}, BulkOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, LlmResponse>> ChatManyAsync(
        IEnumerable<string> prompts, BulkOptions? bulk = null, CancellationToken cancellationToken = default) =>
        ChatManyAsync(new AsyncSource<string>(prompts), bulk, cancellationToken);

    private static MemoryRecovery? RecoveryOf(LlmResponse answer) => answer.MemoryRecovery ?? BulkFailures.RecoveryOf(answer.Failures);
}
