using System.Globalization;
using System.Net;
using System.Text;

namespace OllamaSdk.Transport;

/// <summary>Where requests go: the base address (path prefix kept, no trailing slash) and the Basic credentials its URL held.</summary>
internal sealed record ServerEndpoint(Uri Address, string? BasicCredentials)
{
    /// <summary>The password of the URL, so that it can be kept out of foreign text; where there is none the name may be a token.</summary>
    public string? Password => User?.Split(':', 2) is [var user, ""] ? user : User?.Split(':', 2)[^1];

    /// <summary>Name and password as they stand in the URL, for the same reason.</summary>
    public string? User { get; } = BasicCredentials is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(BasicCredentials));

    /// <summary>Whether nobody outside this machine can see what is sent.</summary>
    public bool IsLoopback => Address.IsLoopback;

    /// <summary>The same without the part of a route that other programs take for a part of the base address, or that was copied with it.</summary>
    public ServerEndpoint WithoutRoute(params ReadOnlySpan<string> routes)
    {
        var (text, path) = (Address.AbsoluteUri.TrimEnd('/'), Address.AbsolutePath.TrimEnd('/'));
        foreach (var route in routes)
        {
            // A host may be called api.
            if (path.EndsWith(route, StringComparison.OrdinalIgnoreCase))
            {
                return this with { Address = new Uri(text[..^route.Length].TrimEnd('/')) };
            }
        }

        return this;
    }

    /// <summary>A base address of Ollama's native API.</summary>
    public ServerEndpoint ForNative() => WithoutRoute("/api", "/api/chat", "/api/generate");

    /// <summary>A base address of the OpenAI-compatible API, which has a path.</summary>
    public ServerEndpoint ForOpenAI()
    {
        var bare = WithoutRoute("/chat/completions", "/completions", "/responses", "/embeddings");
        return bare.Address.AbsolutePath == "/" ? bare with { Address = new Uri(bare.Address, "/v1") } : bare;
    }
}

/// <summary>Host strings as the server itself reads <c>OLLAMA_HOST</c>, made connectable: empty and unspecified hosts mean loopback.</summary>
internal static class EndpointParser
{
    private const int DefaultPort = 11434;

    /// <exception cref="FormatException">The message names the input (without its password and query) and what is wrong with it.</exception>
    public static ServerEndpoint Parse(string? text)
    {
        var value = (text ?? "").Trim().Trim('"', '\'').Trim();
        if (value == "ollama.com")
        {
            value = "https://ollama.com";
        }

        if (IsConnectionString(value))
        {
            // It may hold a key, so it is not shown.
            throw new FormatException("A connection string is no address: give its Endpoint here and its Model as the model. "
                + "The registrations of OllamaSdk.Extensions read it whole, by its name (value not shown).");
        }

        var (scheme, rest) = SplitScheme(value);
        var authority = rest;
        var path = "";
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        if (end >= 0)
        {
            authority = rest[..end];
            path = rest[end] == '/' ? rest[end..].Split('?', '#')[0] : "";
        }

        string? credentials = null;
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at];
            // The colon belongs to the credentials, password or not.
            credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user.Contains(':', StringComparison.Ordinal) ? user : $"{user}:")));
            authority = authority[(at + 1)..];
        }

        var (host, port) = SplitPort(authority, scheme, value);
        if (host.Length == 0 && scheme is not (null or "http"))
        {
            throw Invalid(value, "it has no host");
        }

        if (!MayBeHost(host))
        {
            throw Invalid(value, "it is not a host name or address");
        }

        var uri = $"{scheme ?? "http"}://{Connectable(host)}{(port is null ? "" : $":{port}")}{path.TrimEnd('/')}";
        return Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.Host.Length > 0
            ? new ServerEndpoint(WithoutSlash(address), credentials)
            : throw Invalid(value, "it is not a host name or address");
    }

    /// <summary>Whether it is what Aspire gives a program, <c>Endpoint=http://localhost:11434;Model=llama3.2</c>.</summary>
    public static bool IsConnectionString(string text)
    {
        const string name = "Endpoint";
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var before = scheme < 0 ? text : text[..scheme];
        return before.IndexOf(name, StringComparison.OrdinalIgnoreCase) is var at and >= 0 && before.AsSpan(at + name.Length).TrimStart().StartsWith("=");
    }

    // A path of dots or backslashes is one of slashes only afterwards.
    private static Uri WithoutSlash(Uri address) =>
        address.AbsolutePath.Length > 1 && address.AbsolutePath.EndsWith('/') ? new Uri(address.AbsoluteUri.TrimEnd('/')) : address;

    private static (string? Scheme, string Remainder) SplitScheme(string value)
    {
        var mark = value.IndexOf("://", StringComparison.Ordinal);
        if (mark < 0)
        {
            return (null, value);
        }

        var scheme = value[..mark].ToLowerInvariant();
        // The two with a plus leave it to service discovery which of them it is, the first where there is a choice.
        return scheme is "http" or "https" or "https+http" or "http+https"
            ? (scheme, value[(mark + 3)..])
            : throw Invalid(value, "its scheme is neither http nor https");
    }

    private static (string Host, int? Port) SplitPort(string authority, string? scheme, string value)
    {
        int? fallback = scheme switch { "http" => 80, "https" => 443, null => DefaultPort, _ => null };
        // In brackets .NET would take a port too, and drop it.
        if (!authority.StartsWith('[') && IPAddress.TryParse(authority, out var bare) && bare.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            return ($"[{bare}]", fallback);
        }

        var colon = authority.LastIndexOf(':');
        if (colon < 0 || authority.EndsWith(']') || colon == authority.Length - 1)
        {
            return (authority.TrimEnd(':'), fallback);
        }

        return ushort.TryParse(authority.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out var port)
            ? (authority[..colon], port)
            : throw Invalid(value, "its port is not a number from 0 to 65535");
    }

    // .NET takes what follows a backslash or a bracket, the port too, for a path, and leaves out blanks and what cannot be seen.
    private static bool MayBeHost(string host) =>
        !host.Any(static c => c == '\\' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format) && (host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) == host.Length - 1 : !host.Contains(':', StringComparison.Ordinal));

    // A server binds to "any address"; a client cannot connect to it everywhere.
    private static string Connectable(string host) => host.Length == 0 ? "127.0.0.1" : !IPAddress.TryParse(host, out var address) ? host
        : address.Equals(IPAddress.Any) ? "127.0.0.1"
        // With a scope it is still any.
        : new IPAddress(address.GetAddressBytes()).Equals(IPAddress.IPv6Any) ? "[::1]" : host;

    /// <summary>
    /// As much of an address as may be printed, however wrong it is: nothing of what stands before an @, which may be a password, and nothing of a query
    /// or fragment. Where both could be meant, or it names a key as connection strings do, nothing at all.
    /// </summary>
    public static string Shown(string value)
    {
        var end = value.AsSpan().IndexOfAny('?', '#');
        var shown = end < 0 ? value : value[..end];
        return (value.Length > shown.Length && value.AsSpan(shown.Length).Contains('@')) || shown.Contains("Key=", StringComparison.OrdinalIgnoreCase) ? "(not shown)" : shown[(shown.LastIndexOf('@') + 1)..];
    }

    private static FormatException Invalid(string value, string why) =>
        new($"The host '{Shown(value)}' cannot be used: {why}. Use host, host:port or a URL such as http://127.0.0.1:11434.");
}
