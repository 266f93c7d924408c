namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>One path of the server.</summary>
internal abstract class Route(string path, params HttpMethod[] methods)
{
    public string Path { get; } = path;

    public IReadOnlyList<HttpMethod> Methods { get; } = methods;

    /// <exception cref="RefusalException">The request is refused; the caller makes an error answer of it.</exception>
    public abstract Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken);
}
