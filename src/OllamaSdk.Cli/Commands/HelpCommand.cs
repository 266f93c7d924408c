using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class HelpCommand : CliCommand
{
    private readonly Argument<string[]> _words = new("COMMAND") { Description = "Which command; none for all of them.", Arity = ArgumentArity.ZeroOrMore };

    public HelpCommand(GlobalOptions global)
        : base("help", "Tells what there is, or what a command takes.", global) => Arguments.Add(_words);

    protected override async Task RunAsync(CommandContext context)
    {
        var (root, words) = ((RootCommand)context.Parsed.RootCommandResult.Command, context.Parsed.GetValue(_words) ?? []);
        Command command = root;
        foreach (var word in words)
        {
            command = command.Subcommands.FirstOrDefault(each => each.Name == word || each.Aliases.Contains(word))
                ?? throw new UsageException(UsageErrors.UnknownCommand(word, command));
        }

        await root.Parse([.. words, "--help"]).InvokeAsync(context.Parsed.InvocationConfiguration, context.Token);
    }
}
