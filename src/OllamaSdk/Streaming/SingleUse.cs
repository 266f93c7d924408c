namespace OllamaSdk.Streaming;

/// <summary>Keeps a stream, which is one request, from being enumerated twice: that would send it twice.</summary>
/// <param name="method">What makes another stream.</param>
internal sealed class SingleUse(string method)
{
    private int _begun;

    /// <exception cref="InvalidOperationException">The stream was begun before.</exception>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
        {
            throw new InvalidOperationException($"This stream was enumerated before; call {method} again for a new answer.");
        }
    }
}
