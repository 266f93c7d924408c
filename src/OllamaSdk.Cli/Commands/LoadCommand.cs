using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class LoadCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required();

    private readonly Option<string?> _keepAlive = new("--keep-alive")
    {
        Description = "How long it stays after the last request: 10m, 1h, forever. Ollama only.",
        HelpName = "TIME",
    };

    public LoadCommand(GlobalOptions global)
        : base("load", "Loads a model into memory, so that the first answer comes sooner.", global)
    {
        Arguments.Add(_model);
        Options.Add(_keepAlive);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var model = context.Parsed.GetRequiredValue(_model);
        var keepAlive = context.Parsed.GetValue(_keepAlive) is { } text ? TimeText.KeepAlive(text, _keepAlive.Name) : context.Clients.KeepAlive;
        var loading = context.Clients.Provider.IsNative
            ? context.Clients.Native.LoadModelAsync(model, keepAlive, cancellationToken: context.Token)
            : context.Clients.Any.PrewarmAsync(model, context.Token);
        await Spinner.UntilAsync(context.Terminal, $"Loading {model}", loading);
        context.Print(new DoneDocument("success", model), () => Console.Out.WriteLine(TerminalText.ForOutput($"{model} is loaded")));
    }
}
