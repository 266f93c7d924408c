using System.Text;
using System.Text.Json;

namespace OllamaSdk.Testing;

/// <summary>A request that an <see cref="OllamaEmulator"/> has received.</summary>
public sealed class ReceivedRequest
{
    private const string Hidden = "***";
    private static readonly HashSet<string> Credentials = new(["Authorization", "Proxy-Authorization"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Secrets = new(["Cookie", "X-Api-Key", "Api-Key"], StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<string> _text;
    private readonly Lazy<JsonElement> _json;

    internal ReceivedRequest(HttpRequestMessage request, byte[] body)
    {
        (Method, Path, Query, Size) = (request.Method, request.RequestUri?.AbsolutePath ?? "/", request.RequestUri?.Query ?? "", body.Length);
        var headers = request.Content is { } content ? request.Headers.NonValidated.Concat(content.Headers.NonValidated) : request.Headers.NonValidated;
        Headers = headers.GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.SelectMany(header => header.Value).Select(value => Shown(group.Key, value))), StringComparer.OrdinalIgnoreCase);
        _text = new(() => Encoding.UTF8.GetString(body));
        _json = new(() =>
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        });
    }

    /// <summary>GET, POST and so on.</summary>
    public HttpMethod Method { get; }

    /// <summary>The path, such as <c>/api/chat</c>.</summary>
    public string Path { get; }

    /// <summary>What follows the path, the question mark included; empty if nothing does.</summary>
    public string Query { get; }

    /// <summary>The headers by their names, in any case. Of an authorization only the scheme is kept, <c>Bearer ***</c>, and nothing of keys and cookies.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as text; empty where there is none, and for uploads of files, whose bytes are not kept.</summary>
    public string Body => _text.Value;

    /// <summary>The body as JSON.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public JsonElement Json => _json.Value;

    internal int Size { get; }

    /// <summary>Method and path, such as <c>POST /api/chat</c>.</summary>
    public override string ToString() => $"{Method} {Path}{Query}";

    private static string Shown(string name, string value) => Secrets.Contains(name) ? Hidden
        : !Credentials.Contains(name) ? value
        : value.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? $"{value[..end]} {Hidden}"
        : Hidden;
}
