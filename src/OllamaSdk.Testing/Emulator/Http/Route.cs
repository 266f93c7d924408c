namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>One path of the server. A path that ends in <c>/:</c> leaves its last part open.</summary>
internal abstract class Route(string path, params HttpMethod[] methods)
{
    public string Path { get; } = path;

    public IReadOnlyList<HttpMethod> Methods { get; } = methods;

    /// <summary>Whether it came after 0.33: an emulator of that version does not know it.</summary>
    public bool IsNew { get; init; }

    /// <exception cref="RefusalException">The request is refused; the caller makes an error answer of it.</exception>
    public abstract Task<HttpResponseMessage> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken);
}

/// <summary>A route whose requests are small: nearly all of them.</summary>
internal abstract class BufferedRoute(string path, params HttpMethod[] methods) : Route(path, methods)
{
    public sealed override async Task<HttpResponseMessage> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(await request.ReadBodyAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="Route.AnswerAsync" path="/exception"/>
    protected abstract Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken);
}
