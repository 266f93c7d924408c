using System.CommandLine;
using System.Globalization;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class UsageCommand : CliCommand
{
    private readonly Option<string?> _range = new("--range") { Description = "The time to look at: 24h, 7d or 30d; otherwise 7d.", HelpName = "TIME" };
    private readonly Option<bool> _team = new("--team") { Description = "The use of the whole team." };

    public UsageCommand(GlobalOptions global)
        : base("usage", "Tells what the account at ollama.com has used.", global)
    {
        Options.Add(_range);
        Options.Add(_team);
        _range.AcceptOnlyFromAmong("24h", "7d", "30d");
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var usage = await context.Clients.Native.GetUsageAsync(
            context.Parsed.GetValue(_range), context.Parsed.GetValue(_team) ? "team" : null, cancellationToken: context.Token);
        context.Print(usage, () =>
        {
            var totals = usage.Totals;
            var rows = usage.Buckets.Where(bucket => bucket.RequestCount > 0)
                .Select(bucket => Row(Units.Moment(bucket.From), bucket.RequestCount, bucket.UsageUsd, bucket.InputTokens, bucket.CachedInputTokens, bucket.OutputTokens));
            Table.Print(
                context.Terminal,
                ["FROM", "REQUESTS", "COST", "TOKENS IN", "CACHED", "TOKENS OUT"],
                rows.Append(Row("all", totals.RequestCount, totals.UsageUsd, totals.InputTokens, totals.CachedInputTokens, totals.OutputTokens)));
        });
    }

    private static string[] Row(string from, long? requests, double? cost, params long?[] tokens) =>
        [from, Number(requests), Units.Dollars(cost), .. tokens.Select(Number)];

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
