using System.Text.Json;
using WireMock.Matchers;
using WireMock.Matchers.Request;
using WireMock.RequestBuilders;

namespace OllamaSdk.Testing.Recordings;

/// <summary>Which requests a recording answers, in WireMock's matchers.</summary>
internal static class Requests
{
    public static IRequestMatcher Any => Request.Create().UsingAnyMethod();

    /// <summary>The recorded request, which may leave out the recording's name.</summary>
    public static IRequestMatcher Recorded(Recording recording)
    {
        var request = Route(recording);
        foreach (var header in recording.Headers)
        {
            if (header.Name.Equals(Recording.Selector, StringComparison.OrdinalIgnoreCase))
            {
                request = request.WithHeader(sent => Selected(sent) is not { } name || name == header.Value);
                continue;
            }

            IStringMatcher matcher = header.IsPattern ? new RegexMatcher($@"\A(?:{header.Value})\z") : new ExactMatcher(header.Value);
            request = request.WithHeader(header.Name, true, matcher);
        }

        foreach (var rule in recording.BodyRules)
        {
            request = request.WithBody(body => rule(body?.BodyAsBytes ?? []));
        }

        return request;
    }

    /// <summary>Every request of its route that can do with the answer.</summary>
    public static IRequestMatcher OfRoute(Recording recording, RecordedAnswer answer)
    {
        var request = Route(recording).WithHeader(sent => Selected(sent) is null);
        return (answer.Status ?? recording.Response.Status) >= 400
            ? request
            : request.WithBody(body => AsksForStream(body?.BodyAsBytes ?? []) is not { } stream || stream == recording.Response.IsStream);
    }

    private static IRequestBuilder Route(Recording recording) =>
        Request.Create().UsingMethod(recording.Method).WithPath(new ExactMatcher(recording.Path));

    private static string? Selected(IDictionary<string, string[]> headers) =>
        headers.FirstOrDefault(header => header.Key.Equals(Recording.Selector, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();

    /// <returns>Null where the body does not say.</returns>
    private static bool? AsksForStream(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("stream", out var stream) ? null
                : stream.ValueKind == JsonValueKind.True ? true
                : stream.ValueKind == JsonValueKind.False ? false
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
