using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;

namespace OllamaSdk.ApiCalls;

/// <summary>The answers that some servers send as a stream although one document was asked for, and how the items of that make it.</summary>
internal static class StreamedWhole
{
    private static readonly Dictionary<Type, object> s_known = new()
    {
        [typeof(OllamaChatResponse)] = Sum(() => new ChatAggregator(), (ChatAggregator sum, OllamaChatResponse item) => sum.Add(item), sum => sum.ToResponse()),
        [typeof(GenerateResponse)] = Sum(() => new GenerateAggregator(), (GenerateAggregator sum, GenerateResponse item) => sum.Add(item), sum => sum.ToResponse()),
        [typeof(ModelProgress)] = new StreamedWhole<ModelProgress, ModelProgress>(items => items[^1]),
        [typeof(ChatCompletion)] = Sum(() => new ChatCompletionAggregator(), (ChatCompletionAggregator sum, ChatCompletionChunk item) => sum.Add(item), sum => sum.ToCompletion()),
        [typeof(Completion)] = Sum(() => new CompletionAggregator(), (CompletionAggregator sum, CompletionChunk item) => sum.Add(item), sum => sum.ToCompletion()),
        [typeof(OpenAIResponse)] = new StreamedWhole<OpenAIResponse, ResponseStreamEvent>(ResponseStreamEvent.ToWhole),
    };

    /// <returns><see langword="null"/> where such an answer has no stream.</returns>
    public static IStreamedWhole<T>? Of<T>() => s_known.TryGetValue(typeof(T), out var known) ? (IStreamedWhole<T>)known : null;

    private static StreamedWhole<T, TItem> Sum<TSum, T, TItem>(Func<TSum> begin, Action<TSum, TItem> add, Func<TSum, T> end)
        where T : IWireModel
        where TItem : class, IStreamItem => new(items =>
        {
            var sum = begin();
            foreach (var item in items)
            {
                add(sum, item);
            }

            return end(sum);
        });
}

/// <summary>How an answer is made of the items of a stream.</summary>
internal interface IStreamedWhole<T> : IQuickReader<T>
{
    /// <param name="answer">The answer.</param>
    /// <param name="body">All of its bytes.</param>
    Task<T> ReadAsync(Answer answer, BodyReader body);
}

/// <inheritdoc cref="IStreamedWhole{T}"/>
/// <param name="toWhole">Puts the items together; there is at least one.</param>
internal sealed class StreamedWhole<T, TItem>(Func<IReadOnlyList<TItem>, T> toWhole) : IStreamedWhole<T>
    where T : IWireModel
    where TItem : class, IStreamItem
{
    // The answer of some is the same as an item of its stream.
    public T? TryRead(ReadOnlySpan<byte> json) => typeof(T) == typeof(TItem) ? (T?)(object?)QuickItems.TryReadOne<TItem>(json) : default;

    public async Task<T> ReadAsync(Answer answer, BodyReader body)
    {
        try
        {
            return answer.Checked(toWhole(await answer.ReadItemsAsync<TItem>(body).ConfigureAwait(false)));
        }
        catch (LlmStreamException e) when (e.ServerError is { } error)
        {
            // No stream was asked for: the error is what an unstreamed answer would have been.
            error.Complete(e.Partial);
            throw error;
        }
    }
}
