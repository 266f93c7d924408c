using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class DeleteCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required();

    public DeleteCommand(GlobalOptions global)
        : base("delete", "Deletes a model.", global) => Arguments.Add(_model);

    protected override async Task RunAsync(CommandContext context)
    {
        var model = context.Parsed.GetRequiredValue(_model);
        await context.Clients.Native.DeleteModelAsync(model, cancellationToken: context.Token);
        context.Print(new DoneDocument("success", model), () => Console.Out.WriteLine(TerminalText.ForOutput($"{model} is deleted")));
    }
}
