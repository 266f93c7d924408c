using System.Text;

namespace OllamaSdk.Tests.Security;

/// <summary>A place where a caller keeps a secret that a server comes to see: how it is put there, into the settings of a client and of a call.</summary>
internal sealed record SecretPlace(string Name, Action<SecretPlace.Settings> Put)
{
    /// <summary>With the characters that JSON, PHP and .NET escape, and that URLs do.</summary>
    public const string Key = "KEYcanary/+987654";

    private static readonly string s_basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"somebody:{Key}"));

    public static IReadOnlyList<SecretPlace> All { get; } =
    [
        new("the key", s => s.ApiKey = Key),
        new("the password of the address", s => s.UserInfo = $"somebody:{Uri.EscapeDataString(Key)}@"),
        new("a header of the client", s => s.Headers["Authorization"] = $"Bearer {Key}"),
        new("a header of the client by its name", s => s.Headers["X-Api-Key"] = Key),
        new("a cookie of the client", s => s.Headers["Cookie"] = $"theme=dark; sid={Key}; a=b"),
        new("a header of the call", s => s.Call.Headers["Authorization"] = $"Bearer {Key}"),
        new("a header of the call by its name", s => s.Call.Headers["X-Api-Key"] = Key),
        new("a header of the call by its value", s => s.Call.Headers["X-Upstream"] = $"Bearer {Key}"),
        new("a list of keys", s => s.Call.Headers["X-Auth-Tokens"] = $"first-one, {Key}"),
        new("a cookie of the call", s => s.Call.Headers["Cookie"] = $"theme=dark; sid=\"{Key}\""),
        new("an escaped cookie of the call", s => s.Call.Headers["Cookie"] = $"sid={Uri.EscapeDataString(Key)}"),
        new("a session of the call", s => s.Call.Headers["X-Session-Id"] = Key),
        new("a password of the call", s => s.Call.Headers["Authorization"] = $"Basic {s_basic}"),
        new("a signature of the call", s => s.Call.Headers["Authorization"] = $"AWS4-HMAC-SHA256 Credential=me, Signature={Key}"),
        new("a handler's header", s => s.Added = $"Bearer {Key}"),
        new("the name of a model", s => s.Model = $"https://somebody:{Uri.EscapeDataString(Key)}@registry.example/m"),
        new("the environment", s => s.Variable = Key),
    ];

    /// <summary>What is found in an answer by whoever sends the secret back, each in its way.</summary>
    public static IReadOnlyDictionary<string, Func<string, string>> Echoes { get; } = new Dictionary<string, Func<string, string>>
    {
        ["plain"] = key => key,
        ["slashes"] = key => key.Replace("/", "\\/", StringComparison.Ordinal),
        ["some in lower hex"] = key => key.Replace("c", "\\u0063", StringComparison.Ordinal).Replace("+", "\\u002b", StringComparison.Ordinal),
        ["some in upper hex"] = key => key.Replace("/", "\\u002F", StringComparison.Ordinal).Replace("+", "\\u002B", StringComparison.Ordinal),
        ["all in hex"] = key => string.Concat(key.Select(c => $"\\u{(int)c:x4}")),
        ["percent, lower"] = key => string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"%{(int)c:x2}")),
        ["percent, upper"] = Uri.EscapeDataString,
        ["all in percent"] = key => string.Concat(key.Select(c => $"%{(int)c:X2}")),
        ["JSON in JSON"] = key => key.Replace("/", "\\\\\\/", StringComparison.Ordinal).Replace("+", "\\\\u002B", StringComparison.Ordinal),
        ["percent in JSON"] = key => Uri.EscapeDataString(key).Replace("%", "\\u0025", StringComparison.Ordinal),
        ["HTML"] = key => key.Replace("/", "&#x2F;", StringComparison.Ordinal).Replace("+", "&#43;", StringComparison.Ordinal),
        ["as Basic"] = _ => s_basic,
    };

    /// <summary>None of these may be seen: parts that some escapes leave as they are, and the whole in every form.</summary>
    public static IEnumerable<string> Traces { get; } = ["canary", "987654", .. Echoes.Where(echo => echo.Key != "as Basic").Select(echo => echo.Value(Key))];

    public override string ToString() => Name;

    internal sealed class Settings(LlmConnectionOptions options)
    {
        public IDictionary<string, string> Headers => options.Headers;

        public CallOptions Call { get; } = new() { MaxRetries = 1 };

        public string? ApiKey { get; set; }

        public string UserInfo { get; set; } = "";

        public string Model { get; set; } = "m";

        /// <summary>The <c>Authorization</c> that a handler of the caller's adds to each request.</summary>
        public string? Added { get; set; }

        public string? Variable { get; set; }
    }
}
