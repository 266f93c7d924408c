using System.Runtime.CompilerServices;
using OllamaSdk.Bulk;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>
    /// Turns any number of texts into vectors, many in one request and several requests at once. The source is read no faster than results are
    /// taken, so memory does not grow with it.
    /// </summary>
    /// <param name="texts">The texts. Disposed when the work ends, however it does.</param>
    /// <param name="settings">Everything but the texts: model, dimensions, options. It is not changed.</param>
    /// <param name="bulk">Batches, concurrency, order, where to begin.</param>
    /// <param name="options">Settings of each request.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    /// <returns>
    /// One result per text. A text that the server refuses carries the error; the others of its batch are embedded without it.
    /// </returns>
    /// <exception cref="ArgumentException">A setting is wrong (thrown at once), or the source holds a <see langword="null"/>.</exception>
    /// <exception cref="LlmException">
    /// No text can be embedded: server out of reach, key refused, model missing. It comes after the results before it. To go on later, begin at
    /// the index after the last result, or where <see cref="BulkOptions.KeepOrder"/> is off, at the last <see cref="BulkProgress.ResumeIndex"/>.
    /// </exception>
    [OverloadResolutionPriority(3)]
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IAsyncEnumerable<string> texts, EmbedRequest settings, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        OllamaChecks.Embed(settings);
        var request = settings with { Model = ModelOr(settings.Model) };
        return BulkWork.EmbedAsync(
            texts,
            async (batch, token) =>
            {
                var answer = await EmbedAsync(request with { Input = new EmbedInput(batch) }, options, token).ConfigureAwait(false);
                return new(answer.Embeddings, answer.MemoryRecovery, answer.PromptTruncation);
            },
            bulk, cancellationToken);
    }

    /// <inheritdoc cref="EmbedManyAsync(IAsyncEnumerable{string}, EmbedRequest, BulkOptions?, CallOptions?, CancellationToken)"/>
    /// <param name="texts">The texts. Disposed when the work ends, however it does.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="bulk">Batches, concurrency, order, where to begin.</param>
    /// <param name="options">Settings of each request.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IAsyncEnumerable<string> texts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedManyAsync(texts, new EmbedRequest { Model = model }, bulk, options, cancellationToken);

    /// <summary>
    /// Answers any number of requests, several at once. The source is read no faster than results are taken, so memory does not grow with it.
    /// </summary>
    /// <param name="requests">The requests. Disposed when the work ends, however it does.</param>
    /// <param name="bulk">Concurrency, order, where to begin.</param>
    /// <param name="options">Settings of each request.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    /// <returns>One result per request, with the answer or the error.</returns>
    /// <exception cref="ArgumentException">A setting is wrong (thrown at once), or the source holds a <see langword="null"/>.</exception>
    /// <exception cref="LlmException">
    /// No request can be answered: server out of reach, key refused. It comes after the results before it. To go on later, begin at the index
    /// after the last result, or where <see cref="BulkOptions.KeepOrder"/> is off, at the last <see cref="BulkProgress.ResumeIndex"/>.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<GenerateRequest, GenerateResponse>> GenerateManyAsync(
        IAsyncEnumerable<GenerateRequest> requests, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        BulkWork.GenerateAsync(requests, (request, token) => GenerateAsync(request, options, token), answer => answer.MemoryRecovery, sameModel: false, bulk, cancellationToken);

    /// <summary>
    /// Completes any number of prompts, several at once. The source is read no faster than results are taken, so memory does not grow with it.
    /// </summary>
    /// <inheritdoc cref="GenerateManyAsync(IAsyncEnumerable{GenerateRequest}, BulkOptions?, CallOptions?, CancellationToken)"/>
    /// <param name="prompts">The prompts. Disposed when the work ends, however it does.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="bulk">Concurrency, order, where to begin.</param>
    /// <param name="options">Settings of each request.</param>
    /// <param name="cancellationToken">Ends everything; leaving the <c>await foreach</c> does the same.</param>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<BulkResult<string, GenerateResponse>> GenerateManyAsync(
        IAsyncEnumerable<string> prompts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var name = ModelOr(model);
        return BulkWork.GenerateAsync(prompts, (prompt, token) => GenerateAsync(prompt, name, options, token), answer => answer.MemoryRecovery, sameModel: true, bulk, cancellationToken);
    }

    /// <inheritdoc cref="EmbedManyAsync(IAsyncEnumerable{string}, EmbedRequest, BulkOptions?, CallOptions?, CancellationToken)"/>
    [OverloadResolutionPriority(2)]
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IEnumerable<string> texts, EmbedRequest settings, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedManyAsync(new AsyncSource<string>(texts), settings, bulk, options, cancellationToken);

    /// <inheritdoc cref="EmbedManyAsync(IAsyncEnumerable{string}, string?, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, float[]>> EmbedManyAsync(
        IEnumerable<string> texts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbedManyAsync(new AsyncSource<string>(texts), model, bulk, options, cancellationToken);

    /// <inheritdoc cref="GenerateManyAsync(IAsyncEnumerable{GenerateRequest}, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<GenerateRequest, GenerateResponse>> GenerateManyAsync(
        IEnumerable<GenerateRequest> requests, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        GenerateManyAsync(new AsyncSource<GenerateRequest>(requests), bulk, options, cancellationToken);

    /// <inheritdoc cref="GenerateManyAsync(IAsyncEnumerable{string}, string?, BulkOptions?, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<BulkResult<string, GenerateResponse>> GenerateManyAsync(
        IEnumerable<string> prompts, string? model = null, BulkOptions? bulk = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        GenerateManyAsync(new AsyncSource<string>(prompts), model, bulk, options, cancellationToken);
}
