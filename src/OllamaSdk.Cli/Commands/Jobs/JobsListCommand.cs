using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class JobsListCommand(GlobalOptions global) : JobsSubcommand("list", "Lists the jobs, the newest first.", global)
{
    protected override async Task RunAsync(CommandContext context, JobsClient jobs)
    {
        var all = await jobs.ListAsync(context.Token);
        context.Print(all, () => Table.Print(context.Terminal, ["JOB", "STATE", "DONE", "TEXTS", "FAILED", "CREATED"], all.Jobs.Select(job => new[]
        {
            job.Id, job.State, JobText.Percent(job), job.Count is { } count ? JobText.Number(count) : "", JobText.Number(job.Failed), Units.Moment(job.CreatedAt),
        })));
    }
}
