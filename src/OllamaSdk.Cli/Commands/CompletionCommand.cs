using System.CommandLine;
using OllamaSdk.Cli.Completion;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class CompletionCommand : CliCommand
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh, fish or powershell." };

    public CompletionCommand(GlobalOptions global)
        : base("completion", "Prints a script that teaches a shell to complete the commands of this program.", global)
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "powershell");
        Arguments.Add(_shell);
    }

    protected override Task RunAsync(CommandContext context)
    {
        var (shell, words) = (context.Parsed.GetRequiredValue(_shell), CommandWords.Of((RootCommand)context.Parsed.RootCommandResult.Command));
        var script = shell switch
        {
            "bash" => BashScript.Of(words),
            "zsh" => ZshScript.Of(words),
            "fish" => FishScript.Of(words),
            _ => PowerShellScript.Of(words),
        };
        context.Print(new CompletionDocument(shell, script), () => Console.Out.Write(script));
        return Task.CompletedTask;
    }
}
