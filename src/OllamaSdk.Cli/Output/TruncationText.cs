using System.Globalization;

namespace OllamaSdk.Cli.Output;

/// <summary>That a prompt was cut, in words and for a program.</summary>
internal static class TruncationText
{
    /// <summary><see langword="null"/> where nothing says that anything was cut.</summary>
    public static string? Of(PromptTruncation? truncation)
    {
        if (truncation is null or { State: PromptTruncationState.None })
        {
            return null;
        }

        var isCertain = truncation.State == PromptTruncationState.Certain;
        var what = truncation.TruncatedTexts is { Count: > 0 } texts
            ? $"text {string.Join(", ", texts.Select(place => Number(place + 1)))} {(isCertain ? "was" : "may have been")} cut"
            : $"the prompt {(isCertain ? "was" : "may have been")} cut: the model did {(isCertain ? "not" : "perhaps not")} read all of it";
        var window = truncation.Window is { } length ? $"; the model's context holds {Number(length)}" : "";
        return $"{what} (about {Number(truncation.EstimatedTokens)} tokens sent, {Number(truncation.CountedTokens)} counted by the server{window})";
    }

    public static TruncationDocument? Document(PromptTruncation? truncation) => truncation is null ? null : new(
        Word(truncation.State), truncation.CountedTokens, truncation.EstimatedTokens, truncation.Window, Word(truncation.WindowSource),
        truncation.TruncatedTexts is { Count: > 0 } texts ? texts : null);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
