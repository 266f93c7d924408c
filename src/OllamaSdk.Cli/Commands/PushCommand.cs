using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class PushCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required("The model, as NAMESPACE/NAME.");

    public PushCommand(GlobalOptions global)
        : base("push", "Uploads a model from the server to its registry.", global) => Arguments.Add(_model);

    protected override Task RunAsync(CommandContext context)
    {
        var (client, model) = (context.Clients.Native, context.Parsed.GetRequiredValue(_model));
        return TransferView.RunAsync(context.Terminal, context.IsJson, progress => client.PushModelAsync(model, progress, cancellationToken: context.Token));
    }
}
