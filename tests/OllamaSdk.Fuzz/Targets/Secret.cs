using System.Text;
using OllamaSdk.Fuzz.Engine;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>A key that the call is thought to have sent, and that no text of an exception may hold, however an answer repeats it.</summary>
internal static class Secret
{
    public const string Key = "k9/S3+cr\"7x";

    /// <summary>Ways in which servers repeat it.</summary>
    public static IEnumerable<string> Words => [Key, Key.Replace("/", "\\/", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), "k9%2FS3%2Bcr%227x", "\\u006b9/S3+cr\\u00227x", "k9/S3+cr&quot;7x"];

    public static SafeText Safe { get; } = new(Key);

    public static void MustNotBeIn(string? text)
    {
        for (var levels = 0; text is not null && levels < 4; levels++)
        {
            if (text.Contains(Key, StringComparison.Ordinal))
            {
                throw new BrokenRuleException($"A secret is told: {text}");
            }

            text = text.Contains('\\', StringComparison.Ordinal) ? Unescaped(text) : null;
        }
    }

    // As a reader of JSON would, word by word; no regard to the SDK's own way.
    private static string Unescaped(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
            }
            else if (text[i + 1] == 'u' && i + 5 < text.Length && ushort.TryParse(text.AsSpan(i + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
            {
                plain.Append((char)code);
                i += 5;
            }
            else
            {
                plain.Append(text[i + 1] is '"' or '\\' or '/' ? text[i + 1] : '\n');
                i++;
            }
        }

        return plain.ToString();
    }
}
