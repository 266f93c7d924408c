using System.Globalization;

namespace OllamaSdk;

/// <summary>
/// How long the prompt was and how much fits in, as servers write it into their words: OpenAI, vLLM, SGLang, llama-server, LM Studio, Anthropic, Mistral,
/// OpenRouter, oMLX. What is not there is <see langword="null"/>.
/// </summary>
internal static class ContextNumbers
{
    // 190000 + 21000 > 200000
    private const string Beyond = " > ";
    private const string Plus = " +";

    private static readonly string[] s_windows = ["context length", "context window", "context size", "model length", "max_model_len", "n_ctx", "tokens allowed", "limit of"];

    private static readonly string[] s_prompts =
    [
        "request (", "prompt (", "input (", "requested tokens (", "token count (", "prompt length", "input length", "too long:", "contains", "keep the first", "n_keep",
    ];

    private static readonly string[] s_rooms = ["in the completion", "for the completion", "in the output", "for the output"];

    // What may stand between a name and its number: another number of the sentence is another thing's.
    private static readonly string[] s_between = ["is", "of", "only", "exceeded", "length", "about", "a", "total"];

    /// <summary>The tokens of the prompt.</summary>
    public static long? PromptTokens(string words) =>
        After(words, "resulted in") ?? Before(words, "input tokens") ?? Requested(words) ?? First(s_prompts, name => After(words, name)) ?? Compared(words).Left;

    /// <summary>The length of the context window, in tokens.</summary>
    public static long? ContextLength(string words) => First(s_windows, name => After(words, name)) ?? Before(words, "maximum context") ?? Compared(words).Right;

    // "you requested 5360 tokens (1360 in the messages, 4000 in the completion)": the room for the answer is no part of the prompt, the functions are.
    private static long? Requested(string words) =>
        After(words, "requested", " tokens") is { } sum && sum - (First(s_rooms, name => Before(words, name)) ?? 0) is > 0 and var prompt ? prompt : null;

    private static (long? Left, long? Right) Compared(string words)
    {
        var at = words.IndexOf(Beyond, StringComparison.Ordinal);
        if (at < 0)
        {
            return default;
        }

        var left = words.AsSpan(0, at);
        left = left[(left.LastIndexOfAny(":,;") + 1)..];
        var plus = left.IndexOf(Plus, StringComparison.Ordinal);
        return (NumberAtEnd(plus < 0 ? left : left[..plus]), NumberAtStart(words.AsSpan(at + Beyond.Length), out _));
    }

    private static long? After(string words, string name, string next = "")
    {
        for (var at = IndexOf(words, name, 0); at >= 0; at = IndexOf(words, name, at + name.Length))
        {
            var rest = SkipBetween(words.AsSpan(at + name.Length));
            if (NumberAtStart(rest, out var length) is { } number && rest[length..].StartsWith(next, StringComparison.OrdinalIgnoreCase))
            {
                return number;
            }
        }

        return null;
    }

    private static long? Before(string words, string name)
    {
        for (var at = IndexOf(words, name, 0); at >= 0; at = IndexOf(words, name, at + name.Length))
        {
            if (NumberAtEnd(words.AsSpan(0, at)) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> SkipBetween(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart(" :=(`'");
            var word = text[..(text.IndexOf(' ') is var end and >= 0 ? end : 0)].ToString();
            if (!s_between.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                return text;
            }

            text = text[word.Length..];
        }
    }

    private static long? NumberAtStart(ReadOnlySpan<char> text, out int length)
    {
        length = text.IndexOfAnyExcept("0123456789,") is var end and >= 0 ? end : text.Length;
        return Number(text[..length]);
    }

    // 5000 input tokens; 1000 tokens for the completion
    private static long? NumberAtEnd(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        text = text.EndsWith(" tokens", StringComparison.OrdinalIgnoreCase) ? text[..^" tokens".Length].TrimEnd() : text;
        return Number(text[(text.LastIndexOfAnyExcept("0123456789,") + 1)..]);
    }

    private static long? Number(ReadOnlySpan<char> digits) =>
        long.TryParse(digits.Trim(','), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static long? First(string[] names, Func<string, long?> find) => names.Select(find).FirstOrDefault(static number => number is not null);

    private static int IndexOf(string words, string name, int from) => words.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);
}
