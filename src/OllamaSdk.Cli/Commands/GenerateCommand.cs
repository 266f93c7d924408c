using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class GenerateCommand : CliCommand
{
    private readonly Argument<string[]> _prompt = PromptArgument.Create("What to ask. None reads standard input.");
    private readonly GenerationOptions _options = new();

    public GenerateCommand(GlobalOptions global)
        : base("generate", "Asks one question and prints the answer as it comes.", global)
    {
        Arguments.Add(_prompt);
        _options.AddTo(this);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var prompt = await PromptText.ReadAsync(context.Parsed.GetValue(_prompt) ?? [], context.Token)
            ?? throw new UsageException("There is no prompt: write it behind the command, as @FILE, or send it to standard input.");
        await SingleQuestion.AskAsync(context, _options, prompt);
    }
}
