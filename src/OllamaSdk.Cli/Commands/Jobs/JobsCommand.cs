using System.CommandLine;
using OllamaSdk.Cli.Options;

namespace OllamaSdk.Cli.Commands;

/// <summary>The bulk jobs of a cluster, by the HTTP interface of one of its hosts.</summary>
internal sealed class JobsCommand : Command
{
    public JobsCommand(GlobalOptions global)
        : base("jobs", "Shows the bulk jobs of a cluster, and pauses, resumes and cancels them.")
    {
        Add(new JobsListCommand(global));
        Add(new JobsShowCommand(global));
        Add(new JobsChangeCommand(global, "pause", "Begins no further part; those under way come to their end."));
        Add(new JobsChangeCommand(global, "resume", "Goes on with a job that was paused or cancelled, or that has failed."));
        Add(new JobsChangeCommand(global, "cancel", "Ends a job and drops what is under way. It can be resumed."));
        Add(new JobsWatchCommand(global));
    }
}
