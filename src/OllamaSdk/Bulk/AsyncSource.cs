namespace OllamaSdk.Bulk;

/// <summary>A sequence that is there, as one that comes; as lazy as the sequence itself.</summary>
internal sealed class AsyncSource<T> : IAsyncEnumerable<T>
{
    private readonly IEnumerable<T> _items;

    public AsyncSource(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = items;
    }

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var item in _items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }
}
