using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class UnloadCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required();

    public UnloadCommand(GlobalOptions global)
        : base("unload", "Takes a model out of memory.", global)
    {
        Aliases.Add("stop");
        Arguments.Add(_model);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var model = context.Parsed.GetRequiredValue(_model);
        await context.Clients.Native.UnloadModelAsync(model, cancellationToken: context.Token);
        context.Print(new DoneDocument("success", model), () => Console.Out.WriteLine(TerminalText.ForOutput($"{model} is unloaded")));
    }
}
