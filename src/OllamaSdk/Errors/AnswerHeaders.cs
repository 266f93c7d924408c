using System.Collections.ObjectModel;
using System.Net.Http.Headers;

namespace OllamaSdk;

/// <summary>The headers of an answer, as exceptions keep them: names in any case, no cookies, no secret of the client's.</summary>
internal static class AnswerHeaders
{
    private const int MaxValueLength = 4 * 1024;
    private const int MaxIdLength = 256;

    public static IReadOnlyDictionary<string, string> None => ReadOnlyDictionary<string, string>.Empty;

    public static IReadOnlyDictionary<string, string> Of(HttpResponseMessage answer, SafeText safe) => Of(
        answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .Select(header => KeyValuePair.Create(header.Key, safe.Clean(header.Value.ToString(), MaxValueLength))));

    public static IReadOnlyDictionary<string, string> Of(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var kept = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (!name.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            {
                kept[name] = value;
            }
        }

        return new ReadOnlyDictionary<string, string>(kept);
    }

    /// <summary>The kind of the body, as the server wrote it.</summary>
    public static string? ContentType(HttpResponseMessage answer) =>
        answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type) ? type.ToString() : null;

    /// <summary>What a server or a proxy calls this exchange.</summary>
    public static string? RequestId(HttpResponseHeaders answer, SafeText safe) =>
        (First(answer, "x-request-id") ?? First(answer, "request-id")) is { } id ? safe.Clean(id, MaxIdLength) : null;

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 } value ? value : null;
}
