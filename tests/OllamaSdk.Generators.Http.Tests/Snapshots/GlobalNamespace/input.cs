public interface IGlobalApi
{
    const int Limit = 3;

    [OllamaSdk.Http.Get("/a")]
    Task<Answer> ReadAsync(CancellationToken token);
}
