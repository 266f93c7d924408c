using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using Spectre.Console;

namespace OllamaSdk.Cli.Commands;

/// <summary>Follows a job to its end: a bar on a terminal, a line for each step elsewhere.</summary>
internal sealed class JobsWatchCommand : JobsSubcommand
{
    // While a silo is replaced, its address may be gone for a while.
    private const int MostBreaks = 30;

    private readonly Argument<string> _id = IdArgument();

    public JobsWatchCommand(GlobalOptions global)
        : base("watch", "Follows a job until it is done, paused, cancelled or has failed.", global) => Arguments.Add(_id);

    protected override async Task RunAsync(CommandContext context, JobsClient jobs)
    {
        var last = context.Terminal.IsErrorStyled ? await WithBarAsync(context, jobs) : await FollowAsync(context, jobs, job => Print(context, job));
        if (context.Terminal.IsErrorStyled)
        {
            Print(context, last);
        }

        context.ExitCode = last.State is "done" ? ExitCode.Success : ExitCode.Failed;
    }

    private static void Print(CommandContext context, JobDocument job) => context.Print(job, () => Console.Out.WriteLine(TerminalText.Clean($"{job.Id}: {JobText.Line(job)}")));

    private async Task<JobDocument> WithBarAsync(CommandContext context, JobsClient jobs) => await Terminal.Error().Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask("waiting", maxValue: 1);
            return await FollowAsync(context, jobs, job =>
            {
                (bar.IsIndeterminate, bar.Value) = (JobText.Fraction(job) is null, JobText.Fraction(job) ?? 0);
                bar.Description = Markup.Escape(TerminalText.Clean(JobText.Line(job)));
            });
        });

    private async Task<JobDocument> FollowAsync(CommandContext context, JobsClient jobs, Action<JobDocument> told)
    {
        JobDocument? last = null;
        for (var breaks = 0; ; breaks++)
        {
            try
            {
                await foreach (var job in jobs.WatchAsync(context.Parsed.GetRequiredValue(_id), context.Token))
                {
                    (last, breaks) = (job, 0);
                    told(job);
                }

                if (last?.IsAtRest == true)
                {
                    return last;
                }
            }
            catch (Exception e) when (last is not null && breaks < MostBreaks && e is JobsException { Code: ExitCode.Unreachable or ExitCode.Failed } or HttpRequestException or IOException)
            {
                // The host has gone; the job is kept elsewhere.
            }

            if (breaks >= MostBreaks)
            {
                throw new JobsException(ExitCode.Unreachable, "the stream of progress ends again and again before the job does");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), context.Token);
        }
    }
}
