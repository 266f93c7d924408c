using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class JobsShowCommand : JobsSubcommand
{
    private readonly Argument<string> _id = IdArgument();

    public JobsShowCommand(GlobalOptions global)
        : base("show", "Shows a job: how far it is, what went wrong, and some of the texts that failed.", global) => Arguments.Add(_id);

    protected override async Task RunAsync(CommandContext context, JobsClient jobs)
    {
        var job = await jobs.GetAsync(context.Parsed.GetRequiredValue(_id), context.Token);
        context.Print(job, () => Table.Print(context.Terminal, ["", job.Id], Rows(job).Where(row => row[1].Length > 0)));
    }

    private static IEnumerable<string[]> Rows(JobDocument job) =>
    [
        ["state", job.State],
        ["kind", job.Kind],
        ["model", job.Model ?? ""],
        ["source", job.Source],
        ["sink", job.Sink],
        ["texts", job.Count is { } count ? JobText.Number(count) : ""],
        ["succeeded", JobText.Number(job.Succeeded)],
        ["failed", JobText.Number(job.Failed)],
        ["parts", job.Parts > 0 ? $"{job.PartsDone} of {job.Parts} done, {job.PartsUnderWay} under way" : ""],
        ["created", Units.Moment(job.CreatedAt)],
        [job.State, Units.Moment(job.ChangedAt)],
        ["pace", job.TextsPerSecond is { } pace ? FormattableString.Invariant($"{pace:0.#} texts/s") : ""],
        ["left", job.SecondsLeft is { } left ? Units.Duration(TimeSpan.FromSeconds(left)) : ""],
        ["problem", job.Problem ?? ""],
        .. (job.Failures ?? []).Select(failure => new[] { $"text {JobText.Number(failure.Index)}", failure.Error }),
    ];
}
