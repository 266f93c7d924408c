using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class PushCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required("The model, as NAMESPACE/NAME.");
    private readonly Option<bool> _insecure = InsecureOption.Create();

    public PushCommand(GlobalOptions global)
        : base("push", "Uploads a model from the server to its registry.", global)
    {
        Arguments.Add(_model);
        Options.Add(_insecure);
    }

    protected override Task RunAsync(CommandContext context)
    {
        var client = context.Clients.Native;
        var request = new PushModelRequest { Model = context.Parsed.GetRequiredValue(_model), Insecure = context.Parsed.GetValue(_insecure) ? true : null };
        return TransferView.RunAsync(context.Terminal, context.IsJson, progress => client.PushModelAsync(request, progress, cancellationToken: context.Token));
    }
}
