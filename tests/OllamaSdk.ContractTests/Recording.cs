using System.Text.Json;

namespace OllamaSdk.ContractTests;

/// <summary>
/// One recorded exchange, read from its stub by <see cref="JsonDocument"/> alone: what a test expects never passes through the SDK's own parsers.
/// </summary>
public sealed class Recording
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "stubs", "mappings");
    private readonly JsonElement _request;
    private readonly JsonElement _response;

    private Recording(string name)
    {
        JsonElement mapping = File.ReadAllText(Path.Combine(s_folder, $"{name}.json")).ToJson();
        (Name, _request, _response) = (name, mapping.GetProperty("request"), mapping.GetProperty("response"));
    }

    /// <summary>Every recording there is.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(s_folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order();

    public string Name { get; }

    public HttpMethod Method => new(_request.GetProperty("method").GetString()!);

    public string Url => _request.GetProperty("urlPath").GetString()!;

    /// <summary>The body that the stub insists on; null where it wants none or does not look.</summary>
    public string? RequestBody => BodyPattern is not { } pattern ? null
        : pattern.TryGetProperty("equalToJson", out JsonElement json) ? json.GetRawText()
        : pattern.TryGetProperty("equalTo", out JsonElement text) ? text.GetString()
        : null;

    /// <summary>Whether the stub looks at the body at all.</summary>
    public bool LooksAtBody => BodyPattern is not null;

    /// <summary>The Host header that the stub insists on, if any.</summary>
    public string? Host => _request.GetProperty("headers").TryGetProperty("Host", out JsonElement host)
        ? host.GetProperty("equalTo").GetString()
        : null;

    public int Status => _response.GetProperty("status").GetInt32();

    public IReadOnlyDictionary<string, string> Headers =>
        _response.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!);

    /// <summary>The answer's body, as it was.</summary>
    public string Body => _response.GetProperty("body").GetString()!;

    /// <summary>The answer's body as one JSON value.</summary>
    public JsonElement Json => Body.ToJson();

    /// <summary>The answer's body as JSON lines.</summary>
    public IReadOnlyList<JsonElement> Lines => [.. Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.ToJson())];

    private JsonElement? BodyPattern => !_request.TryGetProperty("bodyPatterns", out JsonElement patterns) ? null
        : patterns[0].TryGetProperty("or", out JsonElement forms) ? forms[0]
        : patterns[0];

    public static Recording Load(string name) => new(name);
}
