using System.Globalization;
using System.Text.RegularExpressions;

namespace OllamaSdk;

/// <summary>
/// How long the prompt was and how much fits in, as servers write it into their words: OpenAI, vLLM, SGLang, llama-server, LM Studio, Anthropic, Mistral,
/// OpenRouter, oMLX. What is not there is <see langword="null"/>.
/// </summary>
internal static partial class ContextNumbers
{
    /// <summary>The tokens of the prompt.</summary>
    public static long? PromptTokens(string words) => Number(CountedPrompt().Match(words)) ?? Requested(words) ?? Number(SaidPrompt().Match(words));

    /// <summary>The length of the context window, in tokens.</summary>
    public static long? ContextLength(string words) => Number(Window().Match(words)) ?? Number(WindowBefore().Match(words)) ?? Number(Compared().Match(words));

    // "you requested 5360 tokens (1360 in the messages, 4000 in the completion)": the room for the answer is no part of the prompt, the functions are.
    private static long? Requested(string words) => Number(Sum().Match(words)) is { } sum && sum - (Number(Room().Match(words)) ?? 0) is > 0 and var prompt ? prompt : null;

    private static long? Number(Match match) =>
        match.Success && long.TryParse(match.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number : null;

    // resulted in 4238 tokens (4143 in the messages, 95 in the functions); has 26 input tokens; contains at least 32769 input tokens
    [GeneratedRegex(@"resulted in (?<n>[\d,]*\d)|(?<n>[\d,]*\d) input tokens", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CountedPrompt();

    [GeneratedRegex(@"requested (?:about |a total of )?(?<n>[\d,]*\d) tokens", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sum();

    [GeneratedRegex(@"(?<n>[\d,]*\d) (?:tokens )?(?:in|for) the (?:completion|output)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Room();

    // request (5000 tokens); prompt (length 5000); Prompt length of 5000; prompt is too long: 5000; keep the first 5000; n_keep: 5000; token count (5000); limit: 5000 + 100 > 4096
    [GeneratedRegex(
        @"(?:request|prompt|input|count|requested tokens) \((?:length )?(?<n>[\d,]*\d)|(?:prompt|input) length (?:of |\()?(?<n>[\d,]*\d)|(?:too long: |contains |keep the first |n_keep: ?|prompt is ?)(?<n>[\d,]*\d)|(?<n>[\d,]*\d)(?: tokens)?(?: \+ [\d,]+)? > [\d,]*\d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaidPrompt();

    // Only words that can stand between the two: another number in the sentence is another thing's.
    [GeneratedRegex(
        @"(?:context (?:length|window|size)|model length|max_model_len|n_ctx|tokens allowed|limit of)[`']?(?: (?:is|of|only|exceeded))*\s?[:=(]?\s?(?<n>[\d,]*\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Window();

    [GeneratedRegex(@"(?<n>[\d,]*\d) (?:tokens )?maximum context", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WindowBefore();

    [GeneratedRegex(@"[\d,]*\d(?: tokens)?(?: \+ [\d,]+)? > (?<n>[\d,]*\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Compared();
}
