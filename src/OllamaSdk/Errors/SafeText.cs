using System.Text;

namespace OllamaSdk;

/// <summary>Foreign text made fit for exceptions and logs: bounded, without terminal control codes, without secrets.</summary>
internal sealed class SafeText(params IEnumerable<string?> secrets)
{
    private const int MinSecretLength = 4;
    private static readonly string[] s_secretNames = ["key", "token", "auth", "secret", "cookie", "password"];

    // Longest first, so that a secret that contains another is replaced whole.
    private readonly string[] _secrets =
        [.. secrets.OfType<string>().Where(s => s.Length >= MinSecretLength).Distinct().OrderByDescending(s => s.Length)];

    /// <summary>Whether the value of a header or variable of this name is to be kept out of every text.</summary>
    public static bool IsSecretName(string name) => Array.Exists(s_secretNames, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same where the value is known: how many tokens, or which tokenizer, is no secret.</summary>
    public static bool IsSecret(string name, string value)
    {
        var rest = name.Replace("tokenizer", "", StringComparison.OrdinalIgnoreCase);
        return IsSecretName(IsCount(value) && CountsTokens(rest) ? rest.Replace("token", "", StringComparison.OrdinalIgnoreCase) : rest);
    }

    public string Clean(ReadOnlySpan<byte> utf8, int maxLength) =>
        Clean(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, maxLength * 4)]), maxLength);

    public string Clean(string text, int maxLength)
    {
        // First of all, or the whole of a short secret would be taken out of the beginning of a longer one, and leave the rest of it.
        text = WithoutCutSecret(text);
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        var builder = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var c in text)
        {
            if (builder.Length >= maxLength)
            {
                return builder.Append('…').ToString();
            }

            _ = char.IsControl(c) && c is not ('\n' or '\r' or '\t') ? builder.Append($"\\u{(int)c:x4}") : builder.Append(c);
        }

        return builder.ToString();
    }

    // Bodies are read up to a limit, so that a text can end inside a secret, and inside a character of it.
    private string WithoutCutSecret(string text)
    {
        var whole = text.AsSpan().TrimEnd('\uFFFD');
        var longest = 0;
        foreach (var secret in _secrets)
        {
            longest = Math.Max(longest, LengthAtEnd(whole, secret));
        }

        return longest > 0 ? string.Concat(whole[..^longest], "***") : text;
    }

    private static int LengthAtEnd(ReadOnlySpan<char> text, string secret)
    {
        for (var length = Math.Min(secret.Length, text.Length); length >= MinSecretLength; length--)
        {
            if (text.EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }

    // 4096, -1, 8k
    private static bool IsCount(string value) =>
        value.TrimStart('-').TrimEnd('k', 'K') is { Length: > 0 and < 10 } digits && digits.All(char.IsAsciiDigit);

    // max-tokens, MAX_NEW_TOKENS, maxTokens
    private static bool CountsTokens(string name) => name.ToLowerInvariant().Split('-', '_').Any(static word =>
        word is "max" or "min" or "num" or "n" or "maxtokens" or "maxtoken" or "numtokens" or "ntokens");
}
