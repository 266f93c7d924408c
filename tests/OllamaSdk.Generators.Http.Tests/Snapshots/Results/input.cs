namespace Demo;

internal interface IResultsApi
{
    [Delete("/api/delete")]
    Task DeleteAsync([Body] Question question, CancellationToken token);

    [Get("/api/tags")]
    Task<IReadOnlyList<Answer?>> ListAsync(CancellationToken token);

    [Get("/api/tags")]
    Task<ApiResponse<Answer>> TryListAsync(CancellationToken token);

    [Head("/api/blobs/{digest}")]
    Task<HttpResponseMessage> HeadAsync(string digest, CancellationToken token);

    [Get("/api/blobs/{digest}")]
    Task<Stream> ReadAsync(string digest, CancellationToken token);

    [Post("/api/blobs/{digest}")]
    [Timeout(30000)]
    Task UploadAsync(string digest, [Body] Stream blob, CancellationToken token);

    [Put("/api/text")]
    Task<Answer?> PutTextAsync([Body] string text);

    [Put("/api/content")]
    Task PutContentAsync([Body] HttpContent content);

    [Post("/api/pull")]
    IAsyncEnumerable<Answer> PullAsync([Body] IReadOnlyDictionary<string, int?> body, CancellationToken token);
}
