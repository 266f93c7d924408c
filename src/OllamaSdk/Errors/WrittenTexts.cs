using System.Text;
using System.Text.Json;

namespace OllamaSdk;

/// <summary>
/// What people and models wrote in a call. A server may repeat it in an error; the messages of exceptions end in logs and do not. Read only where
/// something failed.
/// </summary>
internal sealed class WrittenTexts(Func<IEnumerable<string>> texts)
{
    /// <summary>So much alike is no accident.</summary>
    private const int RunLength = 12;

    /// <summary>A shorter text may be any word.</summary>
    private const int LeastLength = 8;

    // JSON that an error quotes in JSON, which a proxy quotes again.
    private const int MaxLevels = 3;

    /// <summary>Pictures and sounds are long, without a space, and nothing that a person would know again.</summary>
    private const int LongestWord = 16 * 1024;

    private const string Hidden = "…";

    // What names something rather than says it.
    private static readonly string[] s_names = ["model", "name", "from", "source", "destination", "digest", "id", "tool_call_id", "call_id", "type", "role", "format", "username", "password"];

    private string[]? _texts;

    public static WrittenTexts Nothing { get; } = new(static () => []);

    private string[] Texts => _texts ??= [.. texts().Where(text => text.Length >= LeastLength && !IsBlob(text)).Distinct()];

    /// <summary>Those of a request in JSON.</summary>
    public static WrittenTexts Of(Func<ReadOnlyMemory<byte>> json) => new(() => OfJson(json().Span));

    /// <summary>Those of a form. Read at once: it is gone when its answer comes.</summary>
    public static WrittenTexts Of(MultipartContent form)
    {
        string[] parts = [.. OfForm(form)];
        return new(() => parts);
    }

    /// <summary>With what has come of an answer.</summary>
    public WrittenTexts And(PartialAnswer? answer) => answer is null
        ? this
        : new(() => [.. Texts, answer.Content, answer.Thinking, .. answer.ToolCalls.SelectMany(call => OfJson(Encoding.UTF8.GetBytes(call.ArgumentsJson ?? "")))]);

    /// <summary>Whether a text repeats one of them.</summary>
    public bool AreIn(string text) => FindIn(text).Exists(static isWritten => isWritten);

    /// <summary>A text without what it repeats of them.</summary>
    public string Hide(string text)
    {
        var found = FindIn(text);
        if (!found.Contains(true))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!found[i])
            {
                builder.Append(text[i]);
            }
            else if (i == 0 || !found[i - 1])
            {
                builder.Append(Hidden);
            }
        }

        return builder.ToString();
    }

    // For each character, whether it belongs to what was written.
    private List<bool> FindIn(string text)
    {
        var found = new List<bool>(new bool[text.Length]);
        if (text.Length < LeastLength || Texts.Length == 0)
        {
            return found;
        }

        var levels = 0;
        for (var level = EscapedText.Of(text); level is not null && levels++ < MaxLevels; level = level.Unescape())
        {
            foreach (var (start, length) in RunsIn(level.Text))
            {
                var part = level.Whence(start, length);
                for (var i = part.Start.Value; i < part.End.Value; i++)
                {
                    found[i] = true;
                }
            }
        }

        return found;
    }

    private IEnumerable<(int Start, int Length)> RunsIn(string text)
    {
        var runs = new Dictionary<int, List<int>>();
        for (var i = 0; i + RunLength <= text.Length; i++)
        {
            var hash = string.GetHashCode(text.AsSpan(i, RunLength));
            if (!runs.TryGetValue(hash, out var places))
            {
                runs[hash] = places = [];
            }

            places.Add(i);
        }

        foreach (var written in Texts)
        {
            if (written.Length < RunLength && text.IndexOf(written, StringComparison.Ordinal) is var start and >= 0)
            {
                yield return (start, written.Length);
            }

            for (var i = 0; i + RunLength <= written.Length; i++)
            {
                foreach (var place in runs.TryGetValue(string.GetHashCode(written.AsSpan(i, RunLength)), out var places) ? places : [])
                {
                    if (text.AsSpan(place, RunLength).SequenceEqual(written.AsSpan(i, RunLength)))
                    {
                        yield return (place, RunLength);
                    }
                }
            }
        }
    }

    private static bool IsBlob(string text) => text.Length > LongestWord && !text.AsSpan(0, LongestWord).ContainsAny(' ', '\n');

    private static IEnumerable<string> OfForm(MultipartContent form)
    {
        foreach (var part in form.OfType<StringContent>().Where(part => !s_names.Contains(part.Headers.ContentDisposition?.Name?.Trim('"'))))
        {
            using var bytes = new MemoryStream();
            part.CopyTo(bytes, null, default);
            yield return Encoding.UTF8.GetString(bytes.ToArray());
        }
    }

    private static bool IsName(ref Utf8JsonReader reader)
    {
        foreach (var name in s_names)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> OfJson(ReadOnlySpan<byte> json)
    {
        var found = new List<string>();
        // It keeps one bit a level.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var isName = false;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    isName = IsName(ref reader);
                }
                else if (reader.TokenType == JsonTokenType.String && !isName)
                {
                    found.Add(reader.GetString()!);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut off, no JSON, or no Unicode: what was read until then is known.
        }

        return found;
    }
}
