namespace OllamaSdk.Tests.Faults;

/// <summary>A stream seen as its texts. Everything else is left to it: no iterator of a test stands before that of the client.</summary>
internal sealed class Texts<T>(IAsyncEnumerable<T> items, Func<T, string?> text) : IAsyncEnumerable<string>
{
    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Reader(items.GetAsyncEnumerator(cancellationToken), text);

    private sealed class Reader(IAsyncEnumerator<T> items, Func<T, string?> text) : IAsyncEnumerator<string>
    {
        public string Current => text(items.Current) ?? "";

        public ValueTask<bool> MoveNextAsync() => items.MoveNextAsync();

        public ValueTask DisposeAsync() => items.DisposeAsync();
    }
}
