using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class PullCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required();
    private readonly Option<bool> _insecure = InsecureOption.Create();

    public PullCommand(GlobalOptions global)
        : base("pull", "Downloads a model to the server.", global)
    {
        Arguments.Add(_model);
        Options.Add(_insecure);
    }

    protected override Task RunAsync(CommandContext context)
    {
        var client = context.Clients.Native;
        var request = new PullModelRequest { Model = context.Parsed.GetRequiredValue(_model), Insecure = context.Parsed.GetValue(_insecure) ? true : null };
        return TransferView.RunAsync(context.Terminal, context.IsJson, progress => client.PullModelAsync(request, progress, cancellationToken: context.Token));
    }
}
