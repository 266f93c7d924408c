namespace OllamaSdk.ContractTests;

internal static class Streams
{
    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items, CancellationToken ct)
    {
        List<T> list = [];
        await foreach (T item in items.WithCancellation(ct))
        {
            list.Add(item);
        }

        return list;
    }
}
