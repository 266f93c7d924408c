using System.Runtime.CompilerServices;
using OllamaSdk.Bulk;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    /// <inheritdoc cref="OllamaClient.DecideManyAsync(IAsyncEnumerable{SystemOneRequest}, BulkOptions?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<SystemOneRequest, SystemOneResponse>> DecideManyAsync(
        IAsyncEnumerable<SystemOneRequest> requests, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        BulkWork.GenerateAsync(requests, (request, token) => DecideAsync(request, options, token), answer => null, sameModel: false, bulk, cancellationToken);

    /// <inheritdoc cref="OllamaClient.DecideManyAsync(IAsyncEnumerable{string}, SystemOneRequest, BulkOptions?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<string, SystemOneResponse>> DecideManyAsync(
        IAsyncEnumerable<string> states, SystemOneRequest questions, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var request = questions with { Model = ModelOr(questions.Model) };
        DecisionChecks.Questions(request, isOllama: false);
        return BulkWork.GenerateAsync(
            states, (state, token) => DecideAsync(request with { State = DecisionJson.Text(state) }, options, token), answer => null, sameModel: true, bulk, cancellationToken);
    }

    /// <inheritdoc cref="DecideManyAsync(IAsyncEnumerable{SystemOneRequest}, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<SystemOneRequest, SystemOneResponse>> DecideManyAsync(
        IEnumerable<SystemOneRequest> requests, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        DecideManyAsync(new AsyncSource<SystemOneRequest>(requests), bulk, options, cancellationToken);

    /// <inheritdoc cref="DecideManyAsync(IAsyncEnumerable{string}, SystemOneRequest, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, SystemOneResponse>> DecideManyAsync(
        IEnumerable<string> states, SystemOneRequest questions, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        DecideManyAsync(new AsyncSource<string>(states), questions, bulk, options, cancellationToken);
}
