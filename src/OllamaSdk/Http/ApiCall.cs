using System.Globalization;
using System.Text;

namespace OllamaSdk.Http;

/// <summary>One call as a generated method describes it: verb, path, query, headers, body. The runner turns it into a request.</summary>
internal sealed class ApiCall(HttpMethod method, string pathTemplate, string interfaceName, string methodName)
{
    private StringBuilder? _query;
    private List<KeyValuePair<string, string>>? _headers;
    private List<KeyValuePair<string, object?>>? _properties;
    private string _path = pathTemplate;

    public HttpMethod Method { get; } = method;

    /// <summary>The path with its placeholders: low cardinality, so it can key policies and telemetry.</summary>
    public string PathTemplate { get; } = pathTemplate;

    public string InterfaceName { get; } = interfaceName;

    public string MethodName { get; } = methodName;

    /// <summary>Where the answer is a stream, the one time that it may be read.</summary>
    public SingleUse Use { get; } = new(methodName);

    public HttpContent? Content { get; set; }

    public TimeSpan? Timeout { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers ?? [];

    public IReadOnlyList<KeyValuePair<string, object?>> Properties => _properties ?? [];

    /// <summary>The settings of this call, where the caller gave any.</summary>
    public CallOptions? Options => Properties.FirstOrDefault(p => p.Key == ApiRunner.OptionsProperty).Value as CallOptions;

    /// <summary>Whether the answer is a stream of server-sent events, rather than of JSON lines.</summary>
    public bool AcceptsEvents => Headers.Any(h => h is { Key: "Accept", Value: "text/event-stream" });

    /// <summary>The path and query to append to the endpoint.</summary>
    public string RelativeUri => _query is null ? _path : $"{_path}?{_query}";

    /// <summary>Fills <c>{name}</c> with one escaped path segment.</summary>
    /// <exception cref="ArgumentException">The value is empty or would change the path (<c>.</c>, <c>..</c>).</exception>
    public void AddPath(string name, string? value)
    {
        if (string.IsNullOrEmpty(value) || value is "." or "..")
        {
            throw new ArgumentException($"The path segment '{name}' must not be empty, '.' or '..'.", name);
        }

        // A colon is an ordinary character of a path, and digests and model names are full of them.
        var segment = Uri.EscapeDataString(value).Replace("%3A", ":", StringComparison.Ordinal);
        _path = _path.Replace($"{{{name}}}", segment, StringComparison.OrdinalIgnoreCase);
    }

    public void AddQuery(string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        _query ??= new StringBuilder();
        _query.Append(_query.Length == 0 ? "" : "&")
            .Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
    }

    /// <summary>Sets a header; a later one of the same name replaces it, <see langword="null"/> removes it.</summary>
    public void SetHeader(string name, string? value)
    {
        _headers ??= [];
        _headers.RemoveAll(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase));
        if (value is not null)
        {
            _headers.Add(new(name, value.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)));
        }
    }

    public void SetProperty(string key, object? value) => (_properties ??= []).Add(new(key, value));

    /// <summary>The culture-independent text of a path or query value.</summary>
    public static string? Format<T>(T value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
