namespace Demo;

public enum Order { Newest, Oldest }

public interface IValuesApi
{
    [Get("/models/{name}/tags/{tag}")]
    Task<Answer> ReadAsync(string name, [AliasAs("TAG")] int version, CancellationToken token);

    [Get("/models")]
    Task<Answer> FindAsync(
        string? family,
        [Query] bool exact,
        [AliasAs("order_by")] Order? order,
        [Query, AliasAs("since")] DateTimeOffset? since,
        string[] tags,
        IReadOnlyList<int>? sizes);

    [Head("/blobs/{digest}")]
    Task ExistsAsync(string digest, [Header("If-None-Match")] string? etag, [Property("options")] CallOptions? options, [Property] int attempt);

    [Put("/a/{x}/b/{X}")]
    Task TwiceAsync(Guid x, params long[] ids);
}
