using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class BalanceCommand(GlobalOptions global) : CliCommand("balance", "Tells what the account at ollama.com may still use.", global)
{
    protected override async Task RunAsync(CommandContext context)
    {
        var balance = await context.Clients.Native.GetBalanceAsync(cancellationToken: context.Token);
        context.Print(balance, () => Table.Print(context.Terminal, ["", "LEFT", "OF", "UNTIL"], Rows(balance)));
    }

    private static IEnumerable<string[]> Rows(CloudBalance balance)
    {
        var plan = balance.Included;
        if (plan.BalanceUsd is not null)
        {
            yield return ["plan", Units.Dollars(plan.BalanceUsd), Units.Dollars(plan.AllowanceUsd), Units.Moment(plan.Period?.Until)];
        }

        foreach (var (name, share) in ((string, CloudAllowance?)[])[("session", plan.Session), ("week", plan.Weekly)])
        {
            if (share is not null)
            {
                yield return [name, share.RemainingPercent is { } percent ? FormattableString.Invariant($"{percent:0.#} %") : "", "", Units.Moment(share.ResetsAt)];
            }
        }

        if (balance.Purchased.BalanceUsd is { } bought)
        {
            yield return ["bought", Units.Dollars(bought), "", ""];
        }
    }
}
