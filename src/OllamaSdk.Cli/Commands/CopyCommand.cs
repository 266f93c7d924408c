using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class CopyCommand : CliCommand
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "The model." };
    private readonly Argument<string> _destination = new("DESTINATION") { Description = "Its second name; a model of that name is replaced." };

    public CopyCommand(GlobalOptions global)
        : base("copy", "Gives a model a second name.", global)
    {
        Aliases.Add("cp");
        Arguments.Add(_source);
        Arguments.Add(_destination);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var (source, destination) = (context.Parsed.GetRequiredValue(_source), context.Parsed.GetRequiredValue(_destination));
        await context.Clients.Native.CopyModelAsync(source, destination, cancellationToken: context.Token);
        context.Print(new DoneDocument("success", source, destination), () => Console.Out.WriteLine(TerminalText.ForOutput($"{source} is also {destination}")));
    }
}
