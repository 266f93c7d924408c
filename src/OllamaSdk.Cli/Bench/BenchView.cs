using System.Globalization;
using OllamaSdk.Cli.Output;
using Spectre.Console;
using Table = OllamaSdk.Cli.Output.Table;

namespace OllamaSdk.Cli.Bench;

/// <summary>What was measured: a table, and on a terminal a small chart.</summary>
internal static class BenchView
{
    private const int ChartWidth = 60;

    public static void Print(Terminal terminal, BenchDocument bench)
    {
        var rows = bench.Rounds.Select((round, index) => Row((index + 1).ToString(CultureInfo.InvariantCulture), round)).Append(Row("median", bench.Median));
        Table.Print(terminal, ["ROUND", "FIRST TOKEN", "PROMPT", "PROMPT TOKENS/S", "ANSWER", "ANSWER TOKENS/S", "WHOLE"], rows);
        if (bench.LoadSeconds is { } load)
        {
            Console.Out.WriteLine(FormattableString.Invariant($"loaded in {load:0.00} s"));
        }

        if (terminal.IsStyled && bench.Rounds.Any(round => round.AnswerTokensPerSecond is not null))
        {
            var chart = new BarChart().Width(ChartWidth).Label("answer, tokens/s").LeftAlignLabel();
            foreach (var (index, round) in bench.Rounds.Index())
            {
                chart.AddItem((index + 1).ToString(CultureInfo.InvariantCulture), Math.Round(round.AnswerTokensPerSecond ?? 0, 1), Color.Green);
            }

            Terminal.Output().Write(chart);
        }
    }

    private static string[] Row(string name, BenchRound round) =>
    [
        name, Seconds(round.FirstTokenSeconds), Count(round.PromptTokens), Rate(round.PromptTokensPerSecond), Count(round.AnswerTokens), Rate(round.AnswerTokensPerSecond),
        Seconds(round.Seconds),
    ];

    private static string Seconds(double? seconds) => seconds is null ? "" : FormattableString.Invariant($"{seconds:0.000} s");

    private static string Count(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Rate(double? rate) => rate is null ? "" : FormattableString.Invariant($"{rate:0.0}");
}
