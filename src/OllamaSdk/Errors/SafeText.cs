using System.Text;
using System.Text.Json;

namespace OllamaSdk;

/// <summary>Foreign text made fit for exceptions and logs: bounded, without terminal control codes, without secrets, however they are escaped.</summary>
internal sealed class SafeText(params IEnumerable<string?> secrets)
{
    private const int MinSecretLength = 4;
    // JSON that an error quotes in JSON, which a log quotes again.
    private const int MaxLevels = 5;
    // What .NET says itself, and 256 characters of what it quotes.
    private const int MaxCauseLength = 300;
    private const string Hidden = "***";
    private static readonly string[] s_secretNames = ["key", "token", "auth", "secret", "cookie", "password"];

    // Without their own escapes too, since those of the text are read away with them.
    private readonly string[] _secrets = [.. secrets.OfType<string>().SelectMany(Forms).Where(s => s.Length >= MinSecretLength).Distinct()];

    public static SafeText Nothing { get; } = new();

    /// <summary>What messages do not repeat either, though members that are asked for by name may.</summary>
    public WrittenTexts Written { get; private init; } = WrittenTexts.Nothing;

    /// <summary>Whether the value of a header or variable of this name is to be kept out of every text.</summary>
    public static bool IsSecretName(string name) => Array.Exists(s_secretNames, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same where the value is known: how many tokens, or which tokenizer, is no secret.</summary>
    public static bool IsSecret(string name, string value)
    {
        var rest = name.Replace("tokenizer", "", StringComparison.OrdinalIgnoreCase);
        return IsSecretName(IsCount(value) && CountsTokens(rest) ? rest.Replace("token", "", StringComparison.OrdinalIgnoreCase) : rest);
    }

    /// <summary>One that knows more secrets.</summary>
    public SafeText With(IEnumerable<string> more)
    {
        string[] found = [.. more];
        return found.Length == 0 ? this : new SafeText([.. _secrets, .. found]) { Written = Written };
    }

    /// <summary>One that knows what people and models wrote.</summary>
    public SafeText With(WrittenTexts written) => new(_secrets) { Written = written };

    /// <summary>Words that are clean already, for a message: without what people and models wrote.</summary>
    public string ForMessage(string words) => Written.Hide(words);

    public string Clean(ReadOnlySpan<byte> utf8, int maxLength) =>
        Clean(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, maxLength * 4)]), maxLength);

    public string Clean(string text, int maxLength) => Escape(WithoutSecrets(text, mayBeCut: true), maxLength);

    /// <summary>
    /// The exception itself, unless it tells a secret, what was written, or what no terminal and no log should get (.NET's quote what they cannot read):
    /// then one that says the same without it.
    /// </summary>
    public Exception Clean(Exception cause)
    {
        var whole = cause.ToString();
        if (!IsTold(whole) && !Written.AreIn(whole) && IsFit(cause))
        {
            return cause;
        }

        var message = Escape(Written.Hide(WithoutSecrets(cause.Message, mayBeCut: false)), MaxCauseLength);
        var inner = cause.InnerException is { } below ? Clean(below) : null;
        return cause switch
        {
            JsonException json => new JsonException(message, null, json.LineNumber, json.BytePositionInLine, inner),
            HttpRequestException http => new HttpRequestException(http.HttpRequestError, message, inner, http.StatusCode),
            HttpIOException io => new HttpIOException(io.HttpRequestError, message, inner),
            _ => new IOException(message, inner),
        };
    }

    /// <summary>Whether a text tells a secret.</summary>
    public bool IsTold(string text) => FindIn(text, mayBeCut: false).Count > 0;

    private static bool IsFit(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            if (cause.Message.Length > MaxCauseLength || cause.Message.Any(IsControl))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');

    private static string Escape(string text, int maxLength)
    {
        var builder = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var c in text)
        {
            if (builder.Length >= maxLength)
            {
                return builder.Append('…').ToString();
            }

            _ = IsControl(c) ? builder.Append($"\\u{(int)c:x4}") : builder.Append(c);
        }

        return builder.ToString();
    }

    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        if (!EscapedText.MayHold(secret))
        {
            yield break;
        }

        var levels = 0;
        for (var form = EscapedText.Of(secret).Unescape(); form is not null && levels++ < MaxLevels; form = form.Unescape())
        {
            yield return form.Text;
        }
    }

    private string WithoutSecrets(string text, bool mayBeCut)
    {
        var builder = new StringBuilder();
        var shown = 0;
        foreach (var (start, end) in FindIn(text, mayBeCut).OrderBy(part => part.Start))
        {
            // What overlaps is one.
            if (start >= shown)
            {
                builder.Append(text, shown, start - shown).Append(Hidden);
            }

            shown = Math.Max(shown, end);
        }

        return shown == 0 ? text : builder.Append(text, shown, text.Length - shown).ToString();
    }

    private List<(int Start, int End)> FindIn(string text, bool mayBeCut)
    {
        var found = new List<(int, int)>();
        if (_secrets.Length == 0)
        {
            return found;
        }

        var levels = 0;
        for (var level = EscapedText.Of(text); level is not null && levels++ < MaxLevels; level = level.Unescape())
        {
            foreach (var secret in _secrets)
            {
                for (var i = level.Text.IndexOf(secret, StringComparison.Ordinal); i >= 0; i = level.Text.IndexOf(secret, i + 1, StringComparison.Ordinal))
                {
                    Add(level, i, secret.Length);
                }
            }

            if (mayBeCut && LengthAtEnd(level.Text) is var length and > 0)
            {
                Add(level, level.Text.Length - length, length);
            }
        }

        return found;

        void Add(EscapedText level, int index, int length)
        {
            var part = level.Whence(index, length);
            found.Add((part.Start.Value, part.End.Value));
        }
    }

    // Bodies are read up to a limit, so that a text can end inside a secret, and inside a character of it.
    private int LengthAtEnd(string text)
    {
        var whole = text.AsSpan().TrimEnd('\uFFFD');
        var longest = 0;
        foreach (var secret in _secrets)
        {
            for (var length = Math.Min(secret.Length, whole.Length); length >= MinSecretLength && length > longest; length--)
            {
                if (whole.EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
                {
                    longest = length;
                }
            }
        }

        return longest == 0 ? 0 : longest + text.Length - whole.Length;
    }

    // 4096, -1, 8k
    private static bool IsCount(string value) =>
        value.TrimStart('-').TrimEnd('k', 'K') is { Length: > 0 and < 10 } digits && digits.All(char.IsAsciiDigit);

    // max-tokens, MAX_NEW_TOKENS, maxTokens
    private static bool CountsTokens(string name) => name.ToLowerInvariant().Split('-', '_').Any(static word =>
        word is "max" or "min" or "num" or "n" or "maxtokens" or "maxtoken" or "numtokens" or "ntokens");
}
