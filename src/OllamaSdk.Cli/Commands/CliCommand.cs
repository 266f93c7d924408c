using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

/// <summary>A command: what it does, and its failures as messages and exit codes.</summary>
internal abstract class CliCommand : Command
{
    private readonly GlobalOptions _global;

    protected CliCommand(string name, string description, GlobalOptions global)
        : base(name, description)
    {
        _global = global;
        SetAction(InvokeAsync);
    }

    /// <summary>Does the work; every exception it throws becomes a message and an exit code.</summary>
    protected abstract Task RunAsync(CommandContext context);

    private async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var context = new CommandContext(_global, parsed, cancellationToken);
        try
        {
            await RunAsync(context);
            return (int)context.ExitCode;
        }
        catch (Exception e) when (ErrorText.Describe(e, context) is var (code, message))
        {
            ErrorText.Print(message);
            return (int)code;
        }
    }
}
