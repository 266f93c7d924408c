using System.Buffers;

namespace OllamaSdk.Transport;

/// <summary>Refuses header names and values that would change the request's shape, without ever printing a value.</summary>
internal static class HeaderChecks
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <exception cref="ArgumentException">Names the setting and the header, not the value.</exception>
    public static void Check(string name, string? value, string setting)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw new ArgumentException($"{setting} holds a header name that HTTP does not allow.", setting);
        }

        if (name.ToLowerInvariant() is "host" or "content-length" or "transfer-encoding" or "connection")
        {
            throw new ArgumentException($"{setting} holds the header {name}, which is not the caller's to set.", setting);
        }

        if (value is null || !IsSafe(value))
        {
            throw new ArgumentException($"{setting}: the value of the header {name} is null or holds a line break, a control character or a character beyond ASCII (value not shown).", setting);
        }
    }

    /// <summary>Whether a key can stand in a header: visible ASCII characters only.</summary>
    public static bool IsToken(string value) => !value.AsSpan().ContainsAnyExceptInRange('!', '~');

    public static bool IsSafe(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
