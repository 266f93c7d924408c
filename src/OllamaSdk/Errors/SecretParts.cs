using System.Text;

namespace OllamaSdk;

/// <summary>
/// The parts by which a server may repeat a secret that came inside something longer: the key of <c>Bearer KEY</c>, the password of Basic credentials,
/// the values of cookies and lists, what an address says of its user.
/// </summary>
internal static class SecretParts
{
    /// <summary>A shorter part of a list may be any word.</summary>
    private const int MinPartLength = 8;

    private const int MaxNameLength = 1024;

    // No credentials, but who knows them can take somebody's place all the same.
    private static readonly string[] s_tickets = ["session", "credential", "signature", "jwt"];
    private static readonly char[] s_separators = [' ', ',', ';'];

    /// <summary>Whether a header proves who one is: by its name, or because it begins as credentials do.</summary>
    public static bool IsCredentials(string name, string value) =>
        (SafeText.IsSecret(name, value) && !IsHarmless(name))
        || value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase);

    /// <summary>What must not be seen of a header; nothing where it is none to hide, or where its value is a mere word (X-Auth-Mode: none).</summary>
    public static IEnumerable<string> OfHeader(string name, string value) =>
        (IsCredentials(name, value) || Array.Exists(s_tickets, part => name.Contains(part, StringComparison.OrdinalIgnoreCase))) && !IsWord(value.Trim())
            ? OfCredentials(value.Trim())
            : [];

    /// <summary>A value that is secret as a whole, and its parts.</summary>
    public static IEnumerable<string> OfCredentials(string value) => PartsOf(value).Distinct();

    /// <summary>Who an address says one is (name and password together, and the password alone), and the values of its query and fragment.</summary>
    public static IEnumerable<string> OfAddress(string? text)
    {
        if (text?.IndexOf("://", StringComparison.Ordinal) is not { } mark || mark < 0)
        {
            return [];
        }

        var rest = text[(mark + 3)..];
        var query = rest.IndexOfAny(['?', '#']);
        var found = new List<string>();
        // Before the path, unless somebody has written a password with a slash.
        var at = rest.AsSpan(0, rest.AsSpan().IndexOfAny("/?#") is var end and >= 0 ? end : rest.Length).LastIndexOf('@');
        if ((at < 0 ? rest.LastIndexOf('@') : at) is var user and > 0)
        {
            found.Add(rest[..user]);
            found.Add(rest[..user].Split(':', 2)[^1]);
        }

        if (query >= 0)
        {
            found.AddRange(rest[query..].Split('?', '#', '&').SelectMany(static part => OfList(part)));
        }

        return found;
    }

    private static IEnumerable<string> PartsOf(string value)
    {
        var list = value;
        yield return value;
        if (value.Split(' ', 2) is [var scheme, var rest] && scheme.Length > 0 && scheme.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            list = rest.Trim();
            yield return list;
            foreach (var part in scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? OfBasic(list) : [])
            {
                yield return part;
            }
        }

        foreach (var part in OfList(list))
        {
            yield return part;
        }
    }

    /// <summary>A model's name for a text; that of a registry may hold a password.</summary>
    public static string ShownModel(string model) => model.Contains("://", StringComparison.Ordinal) ? new SafeText(OfAddress(model)).Clean(model, MaxNameLength) : model;

    private static bool IsWord(string value) => value.Length < MinPartLength && value.All(char.IsAsciiLetter);

    // They only look like the names of secrets.
    private static bool IsHarmless(string name) =>
        name.Equals("Idempotency-Key", StringComparison.OrdinalIgnoreCase) || name.EndsWith("-Author", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> OfBasic(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return [];
        }

        var user = Encoding.UTF8.GetString(bytes, 0, length);
        return [user, user.Split(':', 2)[^1]];
    }

    // a=KEY; b="KEY", KEY
    private static IEnumerable<string> OfList(string list)
    {
        foreach (var item in list.Split(s_separators, StringSplitOptions.RemoveEmptyEntries))
        {
            var value = item.Split('=', 2) is [_, var right] && right.Trim('=').Length > 0 ? right : item;
            value = value.Trim('"');
            if (value.Length >= MinPartLength)
            {
                yield return value;
            }
        }
    }
}
