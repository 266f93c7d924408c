namespace OllamaSdk;

/// <summary>The form that most of our interfaces have.</summary>
[Headers("Accept: application/json")]
public interface IOllamaGenerationApi
{
    [Post("/api/chat")]
    Task<Answer> ChatAsync([Body] Question request, [Property] CallOptions? options = null, CancellationToken cancellationToken = default);

    [Post("/api/chat")]
    [Headers("Accept: application/x-ndjson")]
    IAsyncEnumerable<Answer> ChatStreamAsync([Body] Question request, [Property] CallOptions? options = null, CancellationToken cancellationToken = default);
}
