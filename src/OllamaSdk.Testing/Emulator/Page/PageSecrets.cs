namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>What a screen must not show, be it shared or photographed: the values of what is called a secret.</summary>
internal static class PageSecrets
{
    private const string Hidden = "***";
    private static readonly string[] Words = ["key", "token", "auth", "secret", "cookie", "password"];

    public static string Hide(string name, string value) => !IsSecret(name) ? value
        // Of an authorization the scheme is left already.
        : value.EndsWith(" " + Hidden, StringComparison.Ordinal) ? value
        : Hidden;

    public static string HideInQuery(string target)
    {
        var start = target.IndexOf('?', StringComparison.Ordinal) + 1;
        return start == 0 ? target : target[..start] + string.Join('&', target[start..].Split('&').Select(HideInPair));
    }

    private static string HideInPair(string pair) =>
        pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && IsSecret(Uri.UnescapeDataString(pair[..end])) ? $"{pair[..end]}={Hidden}" : pair;

    private static bool IsSecret(string name) => Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
