using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class DeleteCommand : CliCommand
{
    private readonly Argument<string[]> _models = ModelNames.Several();

    public DeleteCommand(GlobalOptions global)
        : base("delete", "Deletes models. Nothing is asked before.", global)
    {
        Aliases.Add("rm");
        Arguments.Add(_models);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        foreach (var model in context.Parsed.GetRequiredValue(_models))
        {
            await context.Clients.Native.DeleteModelAsync(model, cancellationToken: context.Token);
            context.Print(new DoneDocument("success", model), () => Console.Out.WriteLine(TerminalText.ForOutput($"{model} is deleted")));
        }
    }
}
