using System.Net.Http.Headers;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>One request sent again and again over a connection pool that stays warm, with nothing between program and transport.</summary>
internal sealed class PlainHttp(Uri route, byte[] body, HttpMessageHandler? handler = null) : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { UseProxy = false });

    /// <summary>The answer, as soon as its head is there.</summary>
    public async Task<HttpResponseMessage> SendAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return (await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
    }

    /// <summary>What the transport alone costs; bytes seen.</summary>
    public async Task<long> ReadAllAsync()
    {
        using var response = await SendAsync();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[BufferSize];
        var bytes = 0L;
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            bytes += read;
        }

        return bytes;
    }

    public void Dispose() => _http.Dispose();
}
