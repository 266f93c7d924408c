using System.Runtime.CompilerServices;
using OllamaSdk.Bulk;
using OllamaSdk.Loop;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    /// <summary>Asks a decision model the questions of a type, and reads its answers as an object of it.</summary>
    /// <typeparam name="T">The questions and the answers; usually a partial type with <see cref="LlmDecisionAttribute"/>.</typeparam>
    /// <param name="state">What the questions are about: a text, JSON, or <see cref="DecisionState.Of{T}(T)"/> a value.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="images">Pictures that all questions are about, for models that can see.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="LlmSchemaException">An answer is none to its question: of another type, an option that was not among them.</exception>
    /// <inheritdoc cref="DecideAsync(SystemOneRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The object, with what the server told beside it.</returns>
    /// <example>
    /// <code>
    /// var decision = await client.DecideAsync&lt;Complaint&gt;("The box was wet.", "nimble");
    /// Console.WriteLine(decision.Value.Angry.Probability);
    ///
    /// [LlmDecision]
    /// public sealed partial record Complaint
    /// {
    ///     /// &lt;summary&gt;Is the writer angry?&lt;/summary&gt;
    ///     public required YesNo Angry { get; init; }
    /// }
    /// </code>
    /// </example>
    public Task<Decision<T>> DecideAsync<T>(
        DecisionState state, string? model = null, IReadOnlyList<LlmImage>? images = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmDecision<T> => DecideAsync<T>(DecisionState.Request(state, model, images), options, cancellationToken);

    /// <summary>Asks a decision model the questions of a type, in a request of yours, and reads its answers as an object of it.</summary>
    /// <param name="request">What the questions are about, and the settings. It is not changed; its questions give way to those of the type.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="DecideAsync{T}(DecisionState, string?, IReadOnlyList{LlmImage}?, CallOptions?, CancellationToken)" path="/typeparam|/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public Task<Decision<T>> DecideAsync<T>(SystemOneRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmDecision<T> => DecideAsync(MemberDecision<T>.Instance, request, options, cancellationToken);

    /// <inheritdoc cref="DecideAsync{T}(DecisionState, string?, IReadOnlyList{LlmImage}?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<Decision<T>> DecideAsync<T>(DecisionState state, CancellationToken cancellationToken)
        where T : ILlmDecision<T> => DecideAsync<T>(state, null, null, null, cancellationToken);

    /// <inheritdoc cref="DecideAsync{T}(SystemOneRequest, CallOptions?, CancellationToken)"/>
    public Task<Decision<T>> DecideAsync<T>(SystemOneRequest request, CancellationToken cancellationToken)
        where T : ILlmDecision<T> => DecideAsync<T>(request, null, cancellationToken);

    /// <summary>
    /// Asks a decision model the questions of a type about any number of texts, several at once. The source is read no faster than results are taken, so
    /// memory does not grow with it.
    /// </summary>
    /// <typeparam name="T">The questions and the answers; usually a partial type with <see cref="LlmDecisionAttribute"/>.</typeparam>
    /// <param name="states">The texts. Disposed when the work ends, however it does.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="bulk">Concurrency, order, where to begin.</param>
    /// <param name="options">Settings of each request.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    /// <returns>One result per text, with the object or the error. Answers that are none to their questions carry an <see cref="LlmSchemaException"/>.</returns>
    /// <inheritdoc cref="DecideManyAsync(IAsyncEnumerable{string}, SystemOneRequest, BulkOptions?, CallOptions?, CancellationToken)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<string, Decision<T>>> DecideManyAsync<T>(
        IAsyncEnumerable<string> states, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmDecision<T>
    {
        var name = ModelOr(model);
        return BulkWork.GenerateAsync(
            states, (state, token) => DecideAsync<T>(state, name, null, options, token), answer => answer.MemoryRecovery, sameModel: true, bulk, cancellationToken);
    }

    /// <inheritdoc cref="DecideManyAsync{T}(IAsyncEnumerable{string}, string?, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, Decision<T>>> DecideManyAsync<T>(
        IEnumerable<string> states, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default)
        where T : ILlmDecision<T> => DecideManyAsync<T>(new AsyncSource<string>(states), model, bulk, options, cancellationToken);

    internal async Task<Decision<T>> DecideAsync<T>(DecisionType<T> type, SystemOneRequest request, CallOptions? options, CancellationToken cancellationToken) =>
        type.Read(await DecideAsync(type.In(request), options, cancellationToken).ConfigureAwait(false), Endpoint);
}
