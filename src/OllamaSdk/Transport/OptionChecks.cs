using System.Net.Http.Headers;
using OllamaSdk.Transport;

namespace OllamaSdk;

/// <summary>What can be wrong with a client's options; found when the client is made.</summary>
internal static class OptionChecks
{
    /// <exception cref="ArgumentException">Names the option that is wrong.</exception>
    public static void Check(LlmConnectionOptions options)
    {
        options.Timeouts.Validate();
        options.Retry.Validate();
        options.PromptGuard.Validate();
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxLineBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxAnswerBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnectionsPerServer, 1);
        TimeoutOptions.Check(options.ConnectionIdleLifetime, nameof(options.ConnectionIdleLifetime));
        foreach (var (name, value) in options.Headers)
        {
            HeaderChecks.Check(name, value, $"{options.GetType().Name}.Headers");
        }
    }

    /// <exception cref="ArgumentException">The text is not an endpoint.</exception>
    public static ServerEndpoint Endpoint(string text, string name = "text")
    {
        try
        {
            return EndpointParser.Parse(text);
        }
        catch (FormatException e)
        {
            throw new ArgumentException(e.Message, name, e);
        }
    }

    /// <exception cref="ArgumentException">The address is relative.</exception>
    public static string AbsoluteText(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.IsAbsoluteUri
            ? endpoint.OriginalString
            : throw new ArgumentException($"The endpoint '{EndpointParser.Shown(endpoint.OriginalString)}' is relative: give an absolute address such as http://localhost:11434.", nameof(endpoint));
    }

    /// <exception cref="ArgumentException">The key would change the request's shape, or be readable on the way.</exception>
    public static AuthenticationHeaderValue? Credentials(string? key, ServerEndpoint endpoint, bool allowOverHttp)
    {
        if (string.IsNullOrEmpty(key))
        {
            return endpoint.BasicCredentials is { } basic
                ? IsInClear(endpoint, allowOverHttp) ? throw InClear("The password of the address", endpoint.Address, nameof(endpoint)) : new AuthenticationHeaderValue("Basic", basic)
                : null;
        }

        if (!HeaderChecks.IsToken(key))
        {
            throw new ArgumentException("The ApiKey holds a space, a line break, a control character or a character beyond ASCII (value not shown).", nameof(key));
        }

        return IsInClear(endpoint, allowOverHttp)
            ? throw InClear("An API key", endpoint.Address, nameof(key))
            : new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Whether anyone between here and the server can read what is sent, and nobody has allowed it.</summary>
    public static bool IsInClear(ServerEndpoint endpoint, bool allowOverHttp) =>
        endpoint.Address.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback && !allowOverHttp;

    /// <exception cref="ArgumentException">One of the headers is secret; for a server to which it would go in clear.</exception>
    public static void NoSecretInClear(IEnumerable<KeyValuePair<string, string>> headers, Uri endpoint, string setting)
    {
        foreach (var (name, value) in headers)
        {
            if (SecretParts.IsCredentials(name, value))
            {
                throw InClear($"The header {name}", endpoint, setting);
            }
        }
    }

    /// <inheritdoc cref="NoSecretInClear(IEnumerable{KeyValuePair{string, string}}, Uri, string)"/>
    public static void NoSecretInClear(HttpRequestHeaders headers, Uri endpoint, string setting) =>
        NoSecretInClear(headers.NonValidated.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())), endpoint, setting);

    /// <exception cref="ArgumentException">The model is named by an address that says who one is; for a server to which it would go in clear.</exception>
    public static void NoSecretInClear(string? model, Uri endpoint)
    {
        if (SecretParts.OfAddress(model).Any())
        {
            throw InClear("The password in the model's name", endpoint, nameof(model));
        }
    }

    private static ArgumentException InClear(string what, Uri endpoint, string setting) => new(
        $"{what} {(endpoint.Scheme == Uri.UriSchemeHttp ? "would" : "could")} be sent in clear to {endpoint}. Use https, or set AllowApiKeyOverHttp if the network is yours.", setting);
}
