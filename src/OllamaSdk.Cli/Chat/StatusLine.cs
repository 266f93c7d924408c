using System.Globalization;
using OllamaSdk.Cli.Commands;

namespace OllamaSdk.Cli.Chat;

/// <summary>What an answer took, in one dim line below it. For people only: a program reads <c>--json</c>.</summary>
internal sealed class StatusLine(TextWriter output)
{
    private const double NearlyFull = 0.8;
    private const string Dim = "\u001b[2m";
    private const string Plain = "\u001b[0m";

    /// <returns><see langword="null"/> where there is no such line: without colours, in a pipe, or where it is not wanted.</returns>
    public static StatusLine? Of(CommandContext context, TextWriter talk, bool isWanted) =>
        isWanted && (context.IsJson ? context.Terminal.IsErrorStyled : context.Terminal.IsStyled) ? new StatusLine(talk) : null;

    public void Show(LlmResponse answer, TimeSpan? first)
    {
        string?[] parts =
        [
            answer.Usage.CompletionTokens is { } tokens ? $"{tokens.ToString(CultureInfo.InvariantCulture)} tokens" : null,
            answer.TokensPerSecond is { } rate ? FormattableString.Invariant($"{rate:0.0} tokens/s") : null,
            first is { } time ? FormattableString.Invariant($"first after {time.TotalSeconds:0.00} s") : null,
            ContextOf(answer),
        ];
        if (string.Join(" · ", parts.OfType<string>()) is { Length: > 0 } text)
        {
            output.WriteLine($"{Dim}{text}{Plain}");
        }
    }

    // The next prompt has all of this one, and its answer.
    private static string? ContextOf(LlmResponse answer)
    {
        if (answer.PromptTruncation is not { Window: { } window } prompt)
        {
            return null;
        }

        var used = Math.Min(1, (Math.Max(prompt.CountedTokens, prompt.EstimatedTokens) + (answer.Usage.CompletionTokens ?? 0)) / (double)window);
        return FormattableString.Invariant($"context {used * 100:0} %{(used >= NearlyFull ? " used: what was said first will soon be cut, /clear begins anew" : "")}");
    }
}
