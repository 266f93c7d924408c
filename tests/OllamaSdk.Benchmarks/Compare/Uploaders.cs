using System.Security.Cryptography;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>The two ways to upload a blob whose digest is not known; each returns the digest.</summary>
internal sealed class Uploaders(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly OllamaClient _client = new(endpoint.ToString());

    /// <summary>What .NET itself offers, with no check of anything.</summary>
    public async Task<string> PlainAsync(Stream source)
    {
        var digest = $"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(source))}";
        source.Position = 0;
        using var content = new StreamContent(source);
        using var response = await _http.PostAsync(new Uri($"{endpoint}/api/blobs/{digest}"), content);
        response.EnsureSuccessStatusCode();
        return digest;
    }

    /// <summary>The SDK with its default options.</summary>
    public Task<string> SdkAsync(Stream source) => _client.UploadBlobAsync(source);

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }
}
