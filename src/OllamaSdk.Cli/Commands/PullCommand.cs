using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class PullCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required();

    public PullCommand(GlobalOptions global)
        : base("pull", "Downloads a model to the server.", global) => Arguments.Add(_model);

    protected override Task RunAsync(CommandContext context)
    {
        var (client, model) = (context.Clients.Native, context.Parsed.GetRequiredValue(_model));
        return TransferView.RunAsync(context.Terminal, context.IsJson, progress => client.PullModelAsync(model, progress, cancellationToken: context.Token));
    }
}
