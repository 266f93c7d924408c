namespace Demo;

[Headers("Accept: application/json", "X-Kept: \"quoted\"", "X-Dropped: 1", "X-Empty:")]
public interface IHeadersApi
{
    [Get("/inherited")]
    Task InheritedAsync();

    [Get("/changed")]
    [Headers("accept: text/event-stream", "x-dropped", "X-Url: http://localhost:1")]
    Task ChangedAsync([Header("X-Kept")] int? kept);
}
