namespace OllamaSdk.Streaming;

/// <summary>The items that the stream of an answer would have had which came whole, one after the other.</summary>
internal sealed class WholeItems<T>
    where T : class, IStreamItem
{
    private readonly Queue<IStreamItem> _items = new();

    public T? TryTake() => _items.TryDequeue(out var item) ? (T)item : null;

    /// <returns>The first of the items; <see langword="null"/> where the object is itself one.</returns>
    public T? TryRead(ReadOnlySpan<byte> json, AnswerParser parser, PartialAnswer partial)
    {
        foreach (var item in parser.ParseAsWhole<T>(json, partial))
        {
            _items.Enqueue(item);
        }

        return TryTake();
    }
}
