namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>A request as a route sees it.</summary>
/// <param name="Message">The request itself.</param>
/// <param name="Parameter">The last part of the path, where the route leaves it open; otherwise empty.</param>
internal sealed record IncomingRequest(HttpRequestMessage Message, string Parameter)
{
    public HttpMethod Method => Message.Method;

    /// <summary>The host that was asked, without a port; empty where the address names none.</summary>
    public string Host => Message.RequestUri is { IsAbsoluteUri: true } url ? url.Host : "";

    public async Task<byte[]> ReadBodyAsync(CancellationToken cancellationToken) =>
        Message.Content is null ? [] : await Message.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
}
