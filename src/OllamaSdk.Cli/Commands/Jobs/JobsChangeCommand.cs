using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

/// <summary>Pauses, resumes or cancels.</summary>
internal sealed class JobsChangeCommand : JobsSubcommand
{
    private readonly Argument<string> _id = IdArgument();

    public JobsChangeCommand(GlobalOptions global, string change, string description)
        : base(change, description, global) => Arguments.Add(_id);

    protected override async Task RunAsync(CommandContext context, JobsClient jobs)
    {
        var job = await jobs.ChangeAsync(context.Parsed.GetRequiredValue(_id), Name, context.Token);
        context.Print(job, () => Console.Out.WriteLine(TerminalText.Clean($"{job.Id}: {JobText.Line(job)}")));
    }
}
