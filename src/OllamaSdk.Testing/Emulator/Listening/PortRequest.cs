using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OllamaSdk.Testing.Emulator.Listening;

/// <summary>A request that came over a port, in the form of one that comes from an <see cref="HttpClient"/>.</summary>
internal static class PortRequest
{
    public static HttpRequestMessage Read(HttpRequest from)
    {
        var target = from.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.StartsWith('/') ? target : from.Path + from.QueryString.Value;
        // The name in the header, which may have a port that no URI can have, was looked at before; it stays among the headers.
        var request = new HttpRequestMessage(HttpMethod.Parse(from.Method), new Uri("http://localhost" + path))
        {
            // Not read here: an upload may be larger than memory.
            Content = from.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } ? new StreamContent(from.Body) : null,
        };
        foreach (var (name, values) in from.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return request;
    }
}
