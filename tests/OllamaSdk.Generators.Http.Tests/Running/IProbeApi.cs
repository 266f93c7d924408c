using OllamaSdk.Http;

namespace OllamaSdk.Generators.Http.Tests.Running;

/// <summary>Implemented by the generator in this very build; the class that it makes is <c>ProbeApi</c>.</summary>
[Headers("Accept: application/json", "X-Client: probe")]
internal interface IProbeApi
{
    [Post("/ask")]
    Task<ProbeAnswer> AskAsync([Body] ProbeQuestion question, [Property] CallOptions? options = null, CancellationToken cancellationToken = default);

    [Post("/ask")]
    [Headers("Accept: application/x-ndjson", "x-client")]
    IAsyncEnumerable<ProbeAnswer> AskStreamAsync([Body] ProbeQuestion question, CancellationToken cancellationToken = default);

    [Get("/items/{id}/parts/{PART}")]
    Task<ProbeAnswer> ReadAsync(string id, int part, CancellationToken cancellationToken);

    [Get("/items")]
    Task<ProbeAnswer> FindAsync(string? text, [AliasAs("order_by")] ProbeOrder? order, bool? exact, double[]? sizes, CancellationToken cancellationToken);

    [Delete("/items")]
    Task DeleteAsync([Body] ProbeQuestion question, [Header("X-Client")] string? client, CancellationToken cancellationToken);

    [Head("/items/{id}")]
    Task<HttpResponseMessage> HeadAsync(string id, CancellationToken cancellationToken);

    [Get("/items/{id}")]
    Task<Stream> OpenAsync(string id, CancellationToken cancellationToken);

    [Get("/items/{id}")]
    Task<ApiResponse<ProbeAnswer>> TryReadAsync(string id, CancellationToken cancellationToken);

    [Put("/blob")]
    Task PutStreamAsync([Body] Stream body, CancellationToken cancellationToken);

    [Put("/blob")]
    Task PutTextAsync([Body] string body, CancellationToken cancellationToken);

    [Put("/blob")]
    Task PutContentAsync([Body] HttpContent body, CancellationToken cancellationToken);

    [Get("/slow")]
    [Timeout(1500)]
    Task<ProbeAnswer> SlowAsync(CancellationToken cancellationToken);
}
