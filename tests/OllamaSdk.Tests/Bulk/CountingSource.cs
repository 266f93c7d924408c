namespace OllamaSdk.Tests.Bulk;

/// <summary>Texts 0, 1, 2 …, with a count of how many were asked for.</summary>
internal sealed class CountingSource(int count) : IAsyncEnumerable<string>
{
    private int _read;

    public int Read => Volatile.Read(ref _read);

    public bool IsDisposed { get; private set; }

    /// <summary>Given in place of the number.</summary>
    public Func<int, string?> Text { get; init; } = index => $"{index}";

    /// <summary>Awaited before each text, with its index and the enumeration's token.</summary>
    public Func<int, CancellationToken, Task> Before { get; init; } = (_, _) => Task.CompletedTask;

    public async IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                await Before(i, cancellationToken);
                Interlocked.Increment(ref _read);
                yield return Text(i)!;
            }
        }
        finally
        {
            IsDisposed = true;
        }
    }
}
